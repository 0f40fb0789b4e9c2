import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixOf, mistakeOf } from '../../main/webapp/lib/fix.js';

const at = (lat, lon, accuracy) => ({ lat, lon, ...(accuracy !== undefined && { accuracy }) });

test('members that are not valid are left out', () => {
  const place = { latitude: 1, longitude: 2 };
  const none = { speed: -1, heading: -1, accuracy: -5, altitude: null };
  assert.deepEqual(fixOf({ ...place, ...none }), at(1, 2));
  assert.deepEqual(fixOf({ ...place, speed: NaN, heading: NaN, accuracy: Infinity, altitude: NaN }), at(1, 2));
  assert.deepEqual(fixOf({ ...place, heading: 360.5, speed: null }), at(1, 2));
  const all = { accuracy: 0, altitude: -3.5, heading: 360, speed: 0 };
  assert.deepEqual(fixOf({ ...place, ...all }), { ...at(1, 2), ...all });
});

test('0, 0 and what is nowhere on earth are mistakes', () => {
  assert.equal(mistakeOf(at(0, 0), undefined, Infinity), 'nowhere');
  assert.equal(mistakeOf(at(NaN, 2)), 'nowhere');
  assert.equal(mistakeOf(at(1, 181)), 'nowhere');
  assert.equal(mistakeOf(at(0, 0.0001)), undefined);
});

test('a fix that is far coarser than the last one is a mistake where both may be true', () => {
  const good = at(47.37, 8.54, 12);
  assert.equal(mistakeOf(at(47.4, 8.56, 5000), good, 1000), 'coarse');
  // a place that the last fix can't have been in is news
  assert.equal(mistakeOf(at(48.37, 8.54, 5000), good, 1000), undefined);
  // and so is any, once the last one is old
  assert.equal(mistakeOf(at(47.4, 8.56, 5000), good, 60000), undefined);
  assert.equal(mistakeOf(at(47.37, 8.54, 150), good, 1000), undefined);
  assert.equal(mistakeOf(at(47.37, 8.54, 900), at(47.37, 8.54, 300), 1000), undefined);
  assert.equal(mistakeOf(at(47.4, 8.56, 5000), undefined, Infinity), undefined);
  assert.equal(mistakeOf(at(47.4, 8.56, 5000), at(47.37, 8.54), 1000), undefined);
});
