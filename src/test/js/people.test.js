import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { keyOf, People } from '../../main/webapp/lib/people.js';

let people;

const at = (id, more) => ({ id, lat: 1, lon: 2, at: 10, joined: 1, ...more });
const keys = () => [...people.keys()];

beforeEach(() => (people = new People()));

test('who comes, moves and leaves is told', () => {
  assert.deepEqual(people.apply({ items: [at('a'), at(5)] }), { changed: ['a', '5'], left: [] });
  assert.deepEqual(people.apply({ items: [at('5', { lat: 3 })] }), { changed: ['5'], left: [] });
  assert.equal(people.get('5').lat, 3);
  assert.deepEqual(people.apply({ items: [{ id: 'a', left: true }, { id: 'never', left: true }] }), { changed: [], left: ['a'] });
  assert.deepEqual(people.apply({ items: [{ id: '5', left: true }, at('5')] }), { changed: ['5'], left: [] });
  assert.equal(keyOf(5), '5');
});

test('a reset replaces everybody once its last page is there', () => {
  people.apply({ items: [at('a'), at('b')] });
  assert.deepEqual(people.apply({ reset: true, more: true, items: [at('b')] }).left, []);
  assert.deepEqual(keys(), ['a', 'b']);
  assert.deepEqual(people.apply({ items: [at('c')] }), { changed: ['c'], left: ['a'] });
  assert.deepEqual(keys(), ['b', 'c']);
  assert.deepEqual(people.clear().left, ['b', 'c']);
});

test('an empty frame, as a beat is one, changes nothing', () => {
  people.apply({ items: [at('a')] });
  assert.deepEqual(people.apply({ cursor: 'x', now: 1, items: [] }), { changed: [], left: [] });
  assert.deepEqual(keys(), ['a']);
});

test('nameless people get the smallest free number, and the same one again', () => {
  people.apply({ items: [at('b', { joined: 2 }), at('a'), at('n', { name: 'Ann' })] });
  assert.deepEqual(['a', 'b', 'n'].map((key) => people.numberOf(key)), [1, 2, undefined]);
  people.apply({ items: [{ id: 'a', left: true }] });
  people.apply({ items: [at('a', { joined: 9 })] });
  assert.equal(people.numberOf('a'), 1);
  people.apply({ items: [{ id: 'a', left: true }] });
  people.apply({ items: [at('c')] });
  people.apply({ items: [at('a')] });
  assert.equal(people.numberOf('a'), 3);
});

test('oneself comes first, then who joined first', () => {
  people.apply({ items: [at('c', { joined: 3 }), at('a', { joined: 2 }), at('b', { joined: 1 })] });
  assert.deepEqual(people.ordered('c'), ['c', 'b', 'a']);
});

test('a mistake of a device moves nobody, and the next good fix does', () => {
  people.apply({ items: [at('a', { at: 1000, accuracy: 12 }), at('z', { lat: 0, lon: 0 })] });
  people.apply({ items: [at('a', { at: 2000, lat: 1.01, accuracy: 5000, name: 'Ann' })] });
  assert.deepEqual(people.get('a'), at('a', { at: 1000, accuracy: 12, name: 'Ann', mistake: 'coarse', paused: undefined }));
  people.apply({ items: [at('a', { at: 3000, lat: 0, lon: 0 })] });
  assert.deepEqual([people.get('a').lat, people.get('a').mistake], [1, 'nowhere']);
  people.apply({ items: [at('a', { at: 4000, lat: 1.001, accuracy: 10 })] });
  assert.deepEqual(people.get('a'), at('a', { at: 4000, lat: 1.001, accuracy: 10 }));
  // who left and came back may be anywhere
  people.apply({ items: [at('a', { at: 5000, lat: 1.01, accuracy: 5000, joined: 2 })] });
  assert.equal(people.get('a').lat, 1.01);
});

test('what an item leaves out is as it was, until it is told again', () => {
  const people = new People();
  people.apply({ items: [at('a', { name: 'Ann', joined: 7 })] });
  people.apply({ items: [{ id: 'a', lat: 3, lon: 4, at: 20 }] });
  assert.deepEqual(people.get('a'), { id: 'a', name: 'Ann', joined: 7, lat: 3, lon: 4, at: 20 });
  people.apply({ items: [at('a', { at: 30, joined: 7 })] });
  assert.equal(people.get('a').name, undefined);
});
