import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Arrivals, wayTo } from '../../main/webapp/lib/place/arrivals.js';

/** A degree of latitude, in metres, on the sphere that distances are of. */
const DEGREE_M = 111195;
const PLACE = { lat: 43.7396, lon: 7.4276 };

const north = (metres, accuracy) => ({ lat: PLACE.lat + metres / DEGREE_M, lon: PLACE.lon, accuracy });

test('within 50 m one is there, or within what one knows of oneself', () => {
  for (const [metres, accuracy, isThere] of [[49, undefined, true], [51, undefined, false], [51, 20, false], [99, 100, true], [101, 100, false], [40, 5, true]]) {
    const way = wayTo(PLACE, north(metres, accuracy));
    assert.equal(way.isThere, isThere, `${metres} m, accuracy ${accuracy}`);
    assert.ok(Math.abs(way.metres - metres) < 0.5, `${way.metres}`);
  }
});

test('the date line and the poles are no gaps', () => {
  const line = wayTo({ lat: 0, lon: 179.9999 }, { lat: 0, lon: -179.9999 });
  assert.ok(Math.abs(line.metres - 22.2) < 0.1, `${line.metres}`);
  assert.ok(line.isThere);
  const pole = wayTo({ lat: 90, lon: 0 }, { lat: 89.9998, lon: -135 });
  assert.ok(Math.abs(pole.metres - 22.2) < 0.1, `${pole.metres}`);
  assert.ok(pole.isThere);
  assert.ok(wayTo({ lat: -90, lon: 10 }, { lat: -90, lon: 170 }).metres < 0.001);
});

test('who arrives is told once, and again after having been 200 m away', () => {
  const arrivals = new Arrivals();
  const told = (metres, accuracy) => arrivals.look(PLACE, [['ann', north(metres, accuracy)]]);
  assert.deepEqual(told(800), []);
  assert.deepEqual(told(45), ['ann']);
  assert.deepEqual(told(10), []);
  assert.deepEqual(told(199), []);
  assert.deepEqual(told(45), [], 'was not far enough away');
  assert.deepEqual(told(201), []);
  assert.deepEqual(told(45), ['ann']);
});

test('who knows less of themselves than 200 m is not gone while they may be there', () => {
  const arrivals = new Arrivals();
  const told = (metres, accuracy) => arrivals.look(PLACE, [['ann', north(metres, accuracy)]]);
  assert.deepEqual(told(280, 300), ['ann']);
  assert.deepEqual(told(290, 300), []);
  assert.deepEqual(told(301, 300), []);
  assert.deepEqual(told(280, 300), ['ann']);
});

test('many at once, each by themselves; who leaves the room and comes back has not arrived again', () => {
  const arrivals = new Arrivals();
  assert.deepEqual(arrivals.look(PLACE, [['ann', north(0)], ['bob', north(300)], ['cy', north(30)]]), ['ann', 'cy']);
  assert.deepEqual(arrivals.look(PLACE, []), []);
  assert.deepEqual(arrivals.look(PLACE, [['ann', north(5)], ['bob', north(40)]]), ['bob']);
});

test('at another place everybody may arrive', () => {
  const arrivals = new Arrivals();
  arrivals.look(PLACE, [['ann', north(0)]]);
  arrivals.reset();
  assert.deepEqual(arrivals.look(PLACE, [['ann', north(0)]]), ['ann']);
});
