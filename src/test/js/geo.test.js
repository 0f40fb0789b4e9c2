import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bearing, compass, metresBetween } from '../../main/webapp/lib/geo.js';

const at = (lat, lon) => ({ lat, lon });
const QUARTER_M = 10007557.18;

function isNear(actual, expected, tolerance) {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected} within ${tolerance}`);
}

test('known distances and bearings', () => {
  const [heathrow, kennedy] = [at(51.4775, -0.461389), at(40.639722, -73.778889)];
  isNear(metresBetween(heathrow, kennedy), 5540e3, 5e3);
  isNear(bearing(heathrow, kennedy), 288, 0.5);
  const [baghdad, osaka] = [at(35, 45), at(35, 135)];
  isNear(metresBetween(baghdad, osaka), 7872e3, 3e3);
  isNear(bearing(baghdad, osaka), 60.16, 0.01);
  const [sydney, santiago] = [at(-33.9465, 151.1731), at(-33.393, -70.7858)];
  isNear(metresBetween(sydney, santiago), 11340e3, 20e3);
  isNear(bearing(sydney, santiago), 150, 5);
});

test('a degree of a meridian, and of the equator', () => {
  isNear(metresBetween(at(47, 8), at(48, 8)), 111195.08, 0.1);
  isNear(metresBetween(at(0, 8), at(0, 9)), 111195.08, 0.1);
  isNear(metresBetween(at(60, 8), at(60, 9)), 111195.08 / 2, 5);
});

test('neighbours, a metre apart', () => {
  isNear(metresBetween(at(47.37, 8.54), at(47.370009, 8.54)), 1.0008, 0.001);
  assert.equal(metresBetween(at(47.37, 8.54), at(47.37, 8.54)), 0);
});

test('across the date line the short way is taken', () => {
  isNear(metresBetween(at(0, 179.5), at(0, -179.5)), 111195.08, 0.1);
  isNear(bearing(at(0, 179.5), at(0, -179.5)), 90, 1e-9);
  isNear(bearing(at(0, -179.5), at(0, 179.5)), 270, 1e-9);
  const [fiji, samoa] = [at(-17.755, 177.443), at(-13.83, -172.008)];
  isNear(metresBetween(fiji, samoa), 1213e3, 5e3);
  assert.equal(compass(bearing(fiji, samoa)), 2);
  isNear(metresBetween(at(10, 180), at(10, -180)), 0, 1e-6);
});

test('from a pole all ways lead away from it, to a pole they lead there', () => {
  for (const lon of [-180, -77, 0, 8.54, 180]) {
    assert.equal(bearing(at(90, 12), at(47, lon)), 180);
    assert.equal(bearing(at(-90, 12), at(47, lon)), 0);
    isNear(Math.cos((bearing(at(47, lon), at(90, 12)) * Math.PI) / 180), 1, 1e-12);
    isNear(bearing(at(47, lon), at(-90, 12)), 180, 1e-9);
    isNear(metresBetween(at(90, lon), at(0, 33)), QUARTER_M, 1);
    isNear(metresBetween(at(90, lon), at(90, 12)), 0, 1e-6);
  }
});

test('across a pole, and at the other end of the earth', () => {
  isNear(metresBetween(at(89.5, 0), at(89.5, 180)), 111195.08, 0.1);
  isNear(bearing(at(89.5, 0), at(89.5, 180)), 0, 1e-9);
  isNear(metresBetween(at(47, 8), at(-47, -172)), 2 * QUARTER_M, 1);
  isNear(metresBetween(at(90, 0), at(-90, 0)), 2 * QUARTER_M, 1);
});

test('eight directions, each 45 degrees wide', () => {
  assert.deepEqual([0, 45, 90, 135, 180, 225, 270, 315, 359.9].map(compass), [0, 1, 2, 3, 4, 5, 6, 7, 0]);
  assert.deepEqual([22.4, 22.6, 337.4, 337.6].map(compass), [0, 1, 7, 0]);
});
