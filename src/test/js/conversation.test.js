import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Conversation, keyOf } from '../../main/webapp/lib/chat/conversation.js';

let conversation;

beforeEach(() => {
  conversation = new Conversation();
});

const names = (me) => conversation.ordered(me).map(({ name }) => name);
const ann = { name: 'Ann', joined: 1 };
const bea = { name: 'Bea', joined: 2 };
const said = { name: 'Ann', text: 'hello', at: 5 };

test('who is here before us has not joined', () => {
  assert.deepEqual(conversation.apply({ reset: true, items: [ann, bea, said] }), { events: [said], reset: true, gap: 0, people: true });
  assert.deepEqual(names(), ['Ann', 'Bea']);
});

test('who comes and goes later is an event', () => {
  conversation.apply({ items: [ann] });
  assert.deepEqual(conversation.apply({ items: [bea] }).events, [{ joined: 'Bea' }]);
  assert.deepEqual(conversation.apply({ items: [{ name: 'Ann', left: true }] }).events, [{ left: 'Ann' }]);
  assert.deepEqual(names(), ['Bea']);
});

test('an empty frame says nothing', () => {
  conversation.apply({ items: [ann] });
  assert.deepEqual(conversation.apply({ cursor: 'x', now: 1, items: [] }), { events: [], reset: false, gap: 0, people: false });
});

test('whoever is told again has not come again', () => {
  conversation.apply({ items: [ann] });
  assert.deepEqual(conversation.apply({ items: [ann] }), { events: [], reset: false, gap: 0, people: false });
});

test('after a reset, who is not told again is gone, once all is told', () => {
  conversation.apply({ items: [ann, bea] });
  conversation.apply({ reset: true, more: true, items: [bea] });
  assert.equal(conversation.whole, false);
  assert.deepEqual(names(), ['Ann', 'Bea']);
  conversation.apply({ items: [] });
  assert.equal(conversation.whole, true);
  assert.deepEqual(names(), ['Bea']);
});

test('what was missed is counted', () => {
  assert.equal(conversation.apply({ gap: 3, items: [said] }).gap, 3);
});

test('oneself is first, then who joined first', () => {
  conversation.apply({ items: [bea, ann, { name: 'Cy', joined: 3 }] });
  assert.deepEqual(names(), ['Ann', 'Bea', 'Cy']);
  assert.deepEqual(names('CY'), ['Cy', 'Ann', 'Bea']);
});

test('names that differ in case or width are one', () => {
  assert.equal(keyOf('ＡＮＮ'), keyOf('ann'));
  conversation.apply({ items: [ann] });
  assert.equal(conversation.has('ANN'), true);
});

test('where a name is taken, one like it is free, and no longer than a name may be', () => {
  const long = 'x'.repeat(32);
  conversation.apply({ items: [ann, { name: 'ann 2', joined: 3 }, { name: long, joined: 4 }] });
  assert.equal(conversation.free('Ann'), 'Ann 3');
  assert.equal(conversation.free('Ann 2'), 'Ann 3');
  assert.equal(conversation.free('小龙'), '小龙 2');
  assert.equal(conversation.free(long), `${'x'.repeat(30)} 2`);
});
