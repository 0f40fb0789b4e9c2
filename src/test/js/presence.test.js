import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Presence } from '../../main/webapp/lib/presence.js';
import { FakeClock } from './kit/clock.js';

let clock;
let beats;
let presence;

beforeEach(() => {
  clock = new FakeClock().install();
  beats = [];
  presence = new Presence(() => beats.push(clock.monotonic));
});

test('it says every 25 s that one is there: ids live for 60 s', async () => {
  presence.start();
  await clock.pass(100000);
  assert.deepEqual(beats, [25000, 50000, 75000, 100000]);
});

test('whatever comes in makes it say so early, for timers of hidden pages run late', async () => {
  presence.start();
  await clock.pass(15000);
  presence.alive();
  assert.deepEqual(beats, []);
  await clock.pass(1);
  presence.alive();
  presence.alive();
  assert.deepEqual(beats, [15001]);
});

test('something else that was said will do, for news that come soon', async () => {
  presence.start();
  await clock.pass(14000);
  presence.said();
  await clock.pass(10000);
  presence.alive();
  assert.deepEqual(beats, []);
});

test('stopped, it says nothing, whatever comes in', async () => {
  presence.start();
  presence.stop();
  await clock.pass(60000);
  presence.alive();
  assert.deepEqual(beats, []);
  assert.equal(clock.timers, 0);
});

test('begun twice, it says it once', async () => {
  presence.start();
  presence.start();
  await clock.pass(25000);
  assert.deepEqual(beats, [25000]);
});
