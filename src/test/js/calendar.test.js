import assert from 'node:assert/strict';
import { before, test } from 'node:test';

let formatDay;

before(async () => {
  // days of 23 and 25 hours
  process.env.TZ = 'Europe/Zurich';
  const { fakeBrowser } = await import('./kit/browser.js');
  fakeBrowser();
  ({ formatDay } = await import('../../main/webapp/lib/calendar.js'));
});

const local = (...when) => new Date(...when).getTime();

test('one second before midnight is yesterday one second after it', () => {
  assert.equal(formatDay(local(2026, 10, 28, 23, 59, 59), local(2026, 10, 28, 23, 59, 59)), 'Today');
  assert.equal(formatDay(local(2026, 10, 28, 23, 59, 59), local(2026, 10, 29, 0, 0, 1)), 'Yesterday');
});

test('yesterday is the day before, also where it has 25 or 23 hours', () => {
  // on 25 October 2026 it is three o'clock twice
  assert.equal(formatDay(local(2026, 9, 25, 0, 30), local(2026, 9, 26, 0, 15)), 'Yesterday');
  assert.equal(formatDay(local(2026, 9, 25, 0, 30), local(2026, 9, 25, 23, 45)), 'Today');
  assert.equal(formatDay(local(2026, 9, 24, 12), local(2026, 9, 25, 23, 45)), 'Yesterday');
  // and on 29 March 2026 there is no two o'clock
  assert.equal(formatDay(local(2026, 2, 29, 12), local(2026, 2, 30, 0, 30)), 'Yesterday');
  assert.equal(formatDay(local(2026, 2, 28, 12), local(2026, 2, 30, 0, 30)), 'Saturday 28 March');
});
