import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeClock } from './kit/clock.js';

const NOON = Date.UTC(2026, 10, 29, 12);
const HOUR = 3600000;
let clock;
let moment;
let since;
let witness;
let n = 0;
/** The server's time is NOON and what has passed, sleeps included. */
let server;

beforeEach(async () => {
  clock = new FakeClock(NOON).install();
  server = NOON;
  // what it has learnt is the page's: another page
  ({ moment, since, witness } = await import(`../../main/webapp/lib/moment.js?${n++}`));
});

async function pass(ms) {
  await clock.pass(ms);
  server += ms;
}

async function frame(after = 0) {
  await pass(after);
  witness(server);
}

test('it is as long ago as time has passed', async () => {
  const then = moment();
  assert.equal(since(then), 0);
  await pass(7000);
  assert.equal(since(then), 7000);
});

test('a sleep counts, even where performance.now() sleeps, too', async () => {
  await frame();
  const then = moment();
  await clock.freeze(600000);
  server += 600000;
  assert.equal(since(then), 600000);
  await frame();
  await frame(20000);
  await frame(20000);
  assert.equal(since(then), 640000);
});

test('a clock that is set back changes nothing', async () => {
  await frame();
  const then = moment();
  clock.set(NOON - HOUR);
  await frame(20000);
  await frame(20000);
  assert.equal(since(then), 40000);
});

test('a clock that is set forward changes nothing, once a second frame has shown it', async () => {
  await frame();
  const then = moment();
  await pass(1000);
  clock.set(NOON + HOUR + 1000);
  await frame(1000);
  await frame(2000);
  assert.equal(since(then), 4000);
  const later = moment();
  await frame(20000);
  assert.equal(since(later), 20000);
  await clock.freeze(600000);
  assert.equal(since(later), 620000);
});

test('it may be set forward twice, and back between', async () => {
  await frame();
  const then = moment();
  for (const set of [HOUR, -HOUR, 3 * HOUR]) {
    clock.set(Date.now() + set);
    await frame(1000);
    await frame(2000);
  }
  assert.equal(since(then), 9000);
});

test('what waited while the device slept is late, and says nothing of its clock', async () => {
  await frame();
  const then = moment();
  await clock.freeze(600000);
  // sent in the first minute, and read now
  witness(server);
  witness(server + 1000);
  witness(server + 20000);
  assert.equal(since(then), 600000);
  server += 600000;
  await frame(3000);
  await frame(3000);
  assert.equal(since(then), 606000);
});

test('a server\'s clock that is set forward makes nothing older', async () => {
  await frame();
  const then = moment();
  server += HOUR;
  await frame(1000);
  await frame(3000);
  assert.equal(since(then), 4000);
});

test('a server without a time says nothing', async () => {
  const then = moment();
  witness(undefined);
  witness('12:00');
  await pass(5000);
  assert.equal(since(then), 5000);
});
