import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pileAt, Taps } from '../../main/webapp/lib/map/piles.js';

const RADIUS = 15;
const at = (key, px, py = 0) => ({ key, px, py });

test('of three at one place the one on top is picked, and tapping again goes through the pile', () => {
  const taps = new Taps();
  const pile = pileAt([at('ann', 5), at('bob', 5), at('cid', 5)], 5, 0, RADIUS);
  assert.deepEqual(pile, ['cid', 'bob', 'ann']);
  assert.deepEqual([1, 2, 3, 4].map(() => taps.pick(pile)), ['cid', 'bob', 'ann', 'cid']);
});

test('whose circle is under the finger comes before who is near, though nearer below', () => {
  assert.deepEqual(pileAt([at('below', 1), at('above', 14), at('near', 20), at('nearer', -16), at('far', 25)], 0, 0, RADIUS), [
    'above', 'below', 'nearer', 'near',
  ]);
});

test('somebody in two copies of the world is one', () => {
  assert.deepEqual(pileAt([at('ann', -8), at('ann', 8)], 0, 0, RADIUS), ['ann']);
});

test('a tap on nothing picks nobody, and the next one begins at the top', () => {
  const taps = new Taps();
  assert.equal(taps.pick(['cid', 'bob']), 'cid');
  assert.equal(taps.pick([]), undefined);
  assert.equal(taps.pick(['cid', 'bob']), 'cid');
});

test('another pile begins at its top, and so does one where somebody was picked from the list', () => {
  const taps = new Taps();
  taps.pick(['cid', 'bob']);
  assert.equal(taps.pick(['eve', 'dan']), 'eve');
  taps.other('dan');
  assert.equal(taps.pick(['eve', 'dan']), 'eve');
  taps.other('eve');
  assert.equal(taps.pick(['eve', 'dan']), 'dan', 'the tap itself is no other way');
});
