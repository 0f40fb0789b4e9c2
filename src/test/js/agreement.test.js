import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './kit/browser.js';
import { FakeClock } from './kit/clock.js';

const MINUTE = 60000;
/** The clock of the device is three hours ahead. */
const SERVER = Date.UTC(2026, 10, 29, 9);
let time;
let clock;
let agreement;
let another;

beforeEach(async () => {
  fakeBrowser();
  time = new FakeClock().install();
  clock = { now: () => SERVER + time.monotonic };
  const { Agreement } = await import('../../main/webapp/lib/agreement.js');
  agreement = new Agreement();
  another = (room) => {
    const tab = new Agreement();
    tab.enter(room);
    return tab;
  };
  agreement.enter('a');
});

test('nothing holds before somebody agrees', () => {
  assert.equal(agreement.holds, false);
  assert.equal(agreement.until, undefined);
});

test('a span counts from the tap, whenever the server tells its time', async () => {
  agreement.agree(15, undefined);
  assert.equal(agreement.holds, true);
  assert.equal(agreement.until, undefined);
  assert.equal(another('a').holds, false, 'not before it is a time');
  await time.pass(MINUTE);
  agreement.settle(clock);
  const until = clock.now() + 14 * MINUTE;
  assert.equal(agreement.until, until);
  await time.pass(MINUTE);
  agreement.settle(clock);
  assert.equal(agreement.until, until, 'once');
  assert.equal(another('a').until, until);
  assert.equal(another('b').holds, false);
});

test('until it is stopped', () => {
  agreement.agree(undefined, clock);
  assert.equal(agreement.holds, true);
  assert.equal(agreement.until, undefined);
  assert.equal(another('a').holds, true);
  agreement.withdraw();
  assert.equal(agreement.holds, false);
  assert.equal(another('a').holds, false);
});

test('an hour more, and a day at most', () => {
  agreement.agree(15, clock);
  agreement.extend(clock);
  assert.equal(agreement.until, clock.now() + 75 * MINUTE);
  for (let n = 0; n < 30; n++) {
    agreement.extend(clock);
  }
  assert.equal(agreement.until, clock.now() + 24 * 60 * MINUTE - MINUTE);
  assert.equal(another('a').until, agreement.until);
});

test('the end of one tab takes nothing from another that agreed to more', async () => {
  agreement.agree(15, clock);
  const more = another('a');
  more.extend(clock);
  await time.pass(15 * MINUTE);
  agreement.over();
  assert.equal(agreement.holds, false);
  assert.equal(another('a').until, more.until);
  more.over();
  assert.equal(another('a').holds, false);
});

test('what holds for this visit only is not kept', () => {
  agreement.agreeNow();
  assert.equal(agreement.holds, true);
  assert.equal(another('a').holds, false);
});

test('in another room nothing holds', () => {
  agreement.agree(15, clock);
  assert.equal(agreement.enter('b'), false);
  assert.equal(agreement.holds, false);
  assert.equal(agreement.until, undefined);
  assert.equal(agreement.enter('a'), true);
});
