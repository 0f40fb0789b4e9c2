import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeNames } from '../../main/webapp/lib/map/name-places.js';

const TILE = { z: 0, x: 0, y: 0 };
const MEASURES = { width: ({ name }) => 8 * name.length, height: () => 12 };

function name(words, line, rank = 1, tile = TILE) {
  return { name: words, style: 'street', rank, line, tile };
}

function placed(...names) {
  return placeNames(names, 1000, MEASURES);
}

test('a place has its name on it', () => {
  const [{ x, y, angle }] = placed(name('Here', [0.5, 0.25], 9, { z: 1, x: 1, y: 0 }));
  assert.deepEqual([x, y, angle], [750, 125, 0]);
});

test('a street has its name along the longest piece that is nearly straight', () => {
  const [{ x, y, angle }] = placed(name('Lane', [0, 0, 0.05, 0.05, 0.1, 0, 0.4, 0, 0.4, 0.1]));
  assert.deepEqual([Math.round(x), Math.round(y), angle], [250, 0, 0]);
});

test('a name is read from the left, whichever way its street goes', () => {
  const angles = [[0.9, 0.5, 0.1, 0.5], [0.1, 0.9, 0.9, 0.1], [0.9, 0.1, 0.1, 0.9]].map((line) => placed(name('Lane', line))[0].angle);
  assert.ok(angles.every((angle) => Math.abs(angle) <= Math.PI / 2 + 1e-9), angles.join(' '));
});

test('a street that is too short for its name, or too bent, has none', () => {
  assert.equal(placed(name('A very long name indeed', [0, 0, 0.1, 0])).length, 0);
  const circle = Array.from({ length: 20 }, (_, i) => [0.5 + 0.03 * Math.cos(i), 0.5 + 0.03 * Math.sin(i)]).flat();
  assert.equal(placed(name('Round', circle)).length, 0);
});

test('of two names in one place the greater one is there', () => {
  assert.deepEqual(placed(name('Small', [0.5, 0.5]), name('Great', [0.51, 0.5], 2)).map((each) => each.name), ['Great']);
  assert.equal(placed(name('Small', [0.5, 0.5]), name('Great', [0.51, 0.6], 2)).length, 2);
});

test('one name is not said twice nearby, and again far away', () => {
  assert.equal(placed(name('Lane', [0, 0, 0.2, 0]), name('Lane', [0.2, 0, 0.4, 0])).length, 1);
  assert.equal(placed(name('Lane', [0, 0, 0.2, 0]), name('Lane', [0.7, 0, 0.9, 0])).length, 2);
});
