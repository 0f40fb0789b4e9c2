import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Outgoing } from '../../main/webapp/lib/chat/outgoing.js';
import { FakeClock } from './kit/clock.js';

const NOON = Date.UTC(2026, 10, 29, 12);
let clock;
let outgoing;

beforeEach(() => {
  clock = new FakeClock().install();
  outgoing = new Outgoing(() => undefined, () => NOON);
});

const states = () => outgoing.entries.map(({ text, state, why }) => [text, state, why?.key]);

test('a message is pending until it stands in the feed', () => {
  const { ref, text } = outgoing.add('hello');
  assert.equal(text, 'hello');
  assert.deepEqual(states(), [['hello', 'pending', undefined]]);
  assert.equal(outgoing.entries[0].at, NOON);
  assert.equal(outgoing.seen('other'), false);
  assert.equal(outgoing.seen(ref), true);
  assert.deepEqual(states(), []);
  assert.equal(clock.timers, 0);
});

test('one that does not come back in 20 s may have arrived or not', async () => {
  const { ref } = outgoing.add('hello');
  await clock.pass(19999);
  assert.deepEqual(states(), [['hello', 'pending', undefined]]);
  await clock.pass(1);
  assert.deepEqual(states(), [['hello', 'failed', 'chat.failed.unknown']]);
  outgoing.seen(ref);
  assert.deepEqual(states(), []);
});

test('after a new connection, what is not in the feed has not arrived, as far as is known', () => {
  outgoing.add('before');
  outgoing.lose();
  outgoing.add('after');
  outgoing.settle();
  assert.deepEqual(states(), [['before', 'failed', 'chat.failed.unknown'], ['after', 'pending', undefined]]);
});

test('the first reason counts', () => {
  const { ref } = outgoing.add('hello');
  outgoing.failed(ref, { key: 'chat.failed.refused' });
  outgoing.failed(ref, { key: 'chat.failed.unknown' });
  assert.deepEqual(states(), [['hello', 'failed', 'chat.failed.refused']]);
});

test('cleared, it waits for nothing', () => {
  outgoing.add('a');
  outgoing.add('b');
  outgoing.clear();
  assert.deepEqual(states(), []);
  assert.equal(clock.timers, 0);
});

test('what waits for a name is not lost, and nobody answers it before it is sent', async () => {
  outgoing.hold('first');
  outgoing.hold('second');
  assert.deepEqual(states(), [['first', 'pending', 'chat.held'], ['second', 'pending', 'chat.held']]);
  outgoing.lose();
  outgoing.settle();
  await clock.pass(60000);
  assert.equal(outgoing.holds, true);
  const sent = outgoing.release();
  assert.deepEqual(sent.map(({ text }) => text), ['first', 'second']);
  assert.equal(outgoing.holds, false);
  assert.deepEqual(states(), [['first', 'pending', undefined], ['second', 'pending', undefined]]);
  sent.forEach(({ ref }) => outgoing.seen(ref));
  assert.deepEqual([states(), clock.timers], [[], 0]);
});
