import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrowsTo } from '../../main/webapp/lib/map/arrows.js';
import { toX, toY } from '../../main/webapp/lib/map/mercator.js';
import { Motion } from '../../main/webapp/lib/map/motion.js';

/** A view of 800 by 600 pixels, with a place in its middle. */
function view(lat, lon, zoom, size = { width: 800, height: 600 }) {
  const world = 256 * 2 ** zoom;
  return { ...size, world, left: toX(lon) * world - size.width / 2, top: toY(lat) * world - size.height / 2, centre: toX(lon) };
}

function arrows(places, frame) {
  const motion = new Motion();
  for (const [key, lat, lon] of places) {
    motion.put(key, toX(lon), toY(lat), 0, false);
  }
  return arrowsTo(places, motion, frame, 0);
}

function isInside({ px, py }, { width, height }) {
  assert.ok(px > 20 && px < width - 20 && py > 20 && py < height - 20, `${px}, ${py}`);
}

test('whoever is in sight has none', () => {
  assert.deepEqual(arrows([['a', 47, 8], ['b', 47.001, 8.001]], view(47, 8, 15)), []);
});

test('at the edge, towards whoever is out of sight', () => {
  const frame = view(47, 8, 15);
  const found = arrows([['north', 48, 8], ['south', 46, 8], ['east', 47, 9], ['west', 47, 7]], frame);
  const turns = Object.fromEntries(found.map(({ key, turn }) => [key, Math.round((turn * 180) / Math.PI)]));
  assert.deepEqual(turns, { north: -90, east: 0, south: 90, west: 180 });
  found.forEach((arrow) => isInside(arrow, frame));
  assert.ok(found.every(({ more }) => more === 0));
});

test('across the date line the short way', () => {
  const [arrow] = arrows([['a', 0, -179.9]], view(0, 179.9, 15));
  assert.ok(Math.cos(arrow.turn) > 0.99, 'east');
});

test('one for many in a direction, to the nearest of them', () => {
  const crowd = Array.from({ length: 1000 }, (_, i) => [`p${i}`, 47 + 0.0001 * (i % 10), 9 + i / 1000]);
  const found = arrows([['far', 47, 20], ...crowd], view(47, 8, 15));
  assert.equal(found.length, 1);
  assert.equal(found[0].key, 'p0');
  assert.equal(found[0].more, 1000);
});

test('of a thousand all around, none lies over another, and each person is counted', () => {
  for (const size of [{ width: 800, height: 600 }, { width: 320, height: 208 }, { width: 320, height: 370 }]) {
    const frame = view(47, 8, 15, size);
    const ring = Array.from({ length: 1000 }, (_, i) => [`p${i}`, 47 + Math.cos(i) * (1 + i / 1000), 8 + Math.sin(i) * (1 + i / 1000)]);
    const found = arrows(ring, frame);
    assert.ok(found.length > 2, `${found.length}`);
    assert.equal(found.reduce((sum, { more }) => sum + 1 + more, 0), 1000);
    found.forEach((arrow, i) => {
      isInside(arrow, frame);
      found.slice(i + 1).forEach((other) => assert.ok(Math.hypot(arrow.px - other.px, arrow.py - other.py) >= 46));
    });
  }
});

test('none is where the buttons are', () => {
  const ring = Array.from({ length: 24 }, (_, i) => [`p${i}`, 47 + Math.cos(i / 24) * 2, 8 + Math.sin(i / 24) * 3]);
  for (const { px, py } of arrows(ring, view(47, 8, 15))) {
    assert.ok(px <= 800 - 92 || py >= 216, `${px}, ${py}`);
  }
});
