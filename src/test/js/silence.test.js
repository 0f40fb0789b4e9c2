import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Silence } from '../../main/webapp/lib/transports/silence.js';
import { FakeClock } from './kit/clock.js';

let clock;
let over;
let silence;

beforeEach(() => {
  clock = new FakeClock().install();
  over = 0;
  silence = new Silence(() => (over += 1));
});

test('nothing is expected of whoever promised nothing', async () => {
  await clock.pass(3600000);
  assert.equal(over, 0);
  assert.equal(clock.timers, 0);
});

test('it is over after the time that was allowed, and once', async () => {
  silence.allow(30000);
  await clock.pass(29999);
  assert.equal(over, 0);
  await clock.pass(1);
  assert.equal(over, 1);
  await clock.pass(600000);
  assert.equal(over, 1);
});

test('each sign of life begins it anew', async () => {
  silence.allow(30000);
  for (let n = 0; n < 10; n++) {
    await clock.pass(29000);
    silence.heard();
  }
  assert.equal(over, 0);
  await clock.pass(30000);
  assert.equal(over, 1);
});

test('after sleep, what waits in the queue is read first', async () => {
  silence.allow(30000);
  await clock.sleep(600000);
  assert.equal(over, 0);
  silence.heard();
  await clock.pass(29999);
  assert.equal(over, 0);
});

test('after sleep, silence goes on for a moment only', async () => {
  silence.allow(30000);
  await clock.sleep(600000);
  await clock.pass(3000);
  assert.equal(over, 1);
});

test('a timer that is always late decides in the end', async () => {
  silence.allow(30000);
  await clock.sleep(600000);
  await clock.sleep(600000);
  assert.equal(over, 1);
});

test('stopped, it expects nothing, until it goes on', async () => {
  silence.allow(30000);
  await clock.pass(29000);
  silence.stop();
  await clock.pass(600000);
  silence.resume();
  await clock.pass(29999);
  assert.equal(over, 0);
  await clock.pass(1);
  assert.equal(over, 1);
});

test('a frame that promises a beat is the last one for a beat and 10 s', async () => {
  silence.expect({ items: [] });
  await clock.pass(3600000);
  silence.heard();
  silence.expect({ beat: 20 });
  silence.expect({ items: [] });
  await clock.pass(29999);
  assert.equal(over, 0);
  await clock.pass(1);
  assert.equal(over, 1);
});

test('whoever sets the clock of the device ends nothing', async () => {
  silence.allow(30000);
  await clock.pass(1000);
  await clock.freeze(3 * 3600000);
  silence.heard();
  clock.set(0);
  await clock.pass(29000);
  assert.equal(over, 0);
});

test('how long nothing was heard includes a sleep in which monotonic time slept, too', async () => {
  await clock.pass(1000);
  silence.heard();
  await clock.freeze(600000);
  await clock.pass(1000);
  assert.equal(clock.monotonic - silence.heardAt, 601000);
});
