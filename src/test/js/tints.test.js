import assert from 'node:assert/strict';
import { test } from 'node:test';
import { People } from '../../main/webapp/lib/people.js';
import { TINTS, Tints, tintOfText } from '../../main/webapp/lib/tints.js';

const EIGHT = [...'abcdefgh'];

test('eight people have eight colours, whatever they are called', () => {
  for (let room = 0; room < 50; room++) {
    const tints = new Tints();
    const people = EIGHT.map((letter) => `${letter}${room}`);
    people.forEach((key) => tints.deal(key));
    assert.equal(new Set(people.map((key) => tints.of(key))).size, TINTS);
  }
});

test('a colour is kept while a person is there, and is free afterwards', () => {
  const tints = new Tints();
  EIGHT.forEach((key) => tints.deal(key));
  const before = EIGHT.map((key) => tints.of(key));
  tints.free('c');
  assert.deepEqual(EIGHT.filter((key) => key !== 'c').map((key) => tints.of(key)), before.filter((_, i) => i !== 2));
  tints.deal('new');
  assert.equal(tints.of('new'), before[2]);
});

test('of many, no colour is dealt more than once more than another', () => {
  const tints = new Tints();
  const counts = new Array(TINTS).fill(0);
  for (let n = 0; n < 100; n++) {
    tints.deal(`id${n}`);
    counts[tints.of(`id${n}`)] += 1;
  }
  assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, String(counts));
});

test('alone, an id has the colour that it has everywhere', () => {
  const tints = new Tints();
  tints.deal('x');
  assert.equal(tints.of('x'), tintOfText('x'));
});

test('who is seen together is dealt to by time of arrival, in whatever order they come', () => {
  const items = EIGHT.map((id, n) => ({ id, lat: n, lon: n, at: 1, joined: n + 1 }));
  const [one, two] = [new People(), new People()];
  one.apply({ items });
  two.apply({ items: [...items].reverse() });
  EIGHT.forEach((key) => assert.equal(one.tintOf(key), two.tintOf(key)));
  const before = one.tintOf('b');
  one.apply({ items: [{ id: 'a', left: true }, { id: 'b', lat: 5, lon: 5, at: 2, joined: 2 }] });
  assert.equal(one.tintOf('b'), before);
});
