import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ServerClock } from '../../main/webapp/lib/clock.js';

const NOON = Date.UTC(2026, 10, 29, 12);
let monotonic;
let wall;
let clock;

beforeEach(() => {
  monotonic = 1000;
  wall = NOON;
  clock = new ServerClock(() => monotonic, () => wall);
});

test('as long as no server has told, the device is believed', () => {
  assert.equal(clock.now(), NOON);
  clock.heard(undefined);
  clock.heard('12:00');
  assert.equal(clock.now(), NOON);
});

test('a device that is wrong by an hour tells the time of the server', () => {
  wall = NOON + 3600000;
  clock.heard(NOON);
  assert.equal(clock.now(), NOON);
  monotonic += 5000;
  assert.equal(clock.now(), NOON + 5000);
});

test('somebody who sets the clock of the device changes nothing', () => {
  clock.heard(NOON);
  wall -= 600000;
  monotonic += 1000;
  assert.equal(clock.now(), NOON + 1000);
});

test('of two minutes, the frame that was on its way for the shortest time counts', () => {
  clock.heard(NOON);
  monotonic += 1000;
  // half a second late
  clock.heard(NOON + 500);
  assert.equal(clock.now(), NOON + 1000);
  monotonic += 1000;
  // the first one was 200 ms late itself
  clock.heard(NOON + 2200);
  assert.equal(clock.now(), NOON + 2200);
});

test('what is older than two minutes counts no more: a clock may drift', () => {
  clock.heard(NOON);
  for (let n = 1; n <= 130; n++) {
    monotonic += 1000;
    clock.heard(NOON + n * 1000 - n);
  }
  // the oldest that still counts is from the second 11
  assert.equal(clock.now(), NOON + 130000 - 11);
});

test('without news for long, the last that was learnt holds', () => {
  clock.heard(NOON);
  monotonic += 3600000;
  assert.equal(clock.now(), NOON + 3600000);
});

test('after sleep the next word counts, whatever came before', () => {
  clock.heard(NOON);
  monotonic += 1000;
  clock.reset();
  assert.equal(clock.now(), NOON + 1000);
  clock.heard(NOON - 50);
  assert.equal(clock.now(), NOON - 50);
});

test('it tells when something was, in whole milliseconds', () => {
  clock.heard(NOON, 1000.4);
  assert.equal(clock.at(500.1), NOON - 500);
});
