import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { PageLife } from '../../main/webapp/lib/page-life.js';
import { fakeBrowser } from './kit/browser.js';
import { FakeClock } from './kit/clock.js';

let clock;
let browser;
let said;
let life;

beforeEach(() => {
  clock = new FakeClock().install();
  browser = fakeBrowser();
  said = [];
  const note = (what) => () => said.push(what);
  life = new PageLife({ woke: note('woke'), shown: note('shown'), leaves: note('leaves'), returns: note('returns') });
  life.start();
});

test('an hour in which nothing happens says nothing', async () => {
  await clock.pass(3600000);
  assert.deepEqual(said, []);
});

test('the network is back', async () => {
  await browser.fire('online');
  assert.deepEqual(said, ['woke']);
});

test('another kind of network', async () => {
  life.stop();
  browser.connection.type = 'wifi';
  life.start();
  await browser.fire('change', { on: browser.connection });
  assert.deepEqual(said, []);
  browser.connection.type = 'cellular';
  await browser.fire('change', { on: browser.connection });
  assert.deepEqual(said, ['woke']);
});

test('where the kind is not told, each guess at the speed may be another network, once a minute', async () => {
  await browser.fire('change', { on: browser.connection });
  await clock.pass(59000);
  await browser.fire('change', { on: browser.connection });
  assert.deepEqual(said, ['woke']);
  await clock.pass(1000);
  await browser.fire('change', { on: browser.connection });
  assert.deepEqual(said, ['woke', 'woke']);
});

test('a device that slept, with its monotonic clock or without', async () => {
  await clock.pass(10000);
  await clock.sleep(60000);
  assert.deepEqual(said, ['woke']);
  await clock.pass(10000);
  await clock.freeze(60000);
  await clock.pass(3000);
  assert.deepEqual(said, ['woke', 'woke']);
});

test('timers of a hidden page say nothing; what it missed is asked when it is seen', async () => {
  await clock.pass(10000);
  await browser.hide(true);
  await clock.sleep(60000);
  await clock.sleep(60000);
  assert.deepEqual(said, []);
  await browser.hide(false);
  assert.deepEqual(said, ['shown', 'woke']);
});

test('who looks at another tab for a moment has not been away', async () => {
  await browser.hide(true);
  await clock.pass(4999);
  await browser.hide(false);
  assert.deepEqual(said, ['shown']);
});

test('a page is left, and comes back as it was', async () => {
  await browser.fire('pageshow', { persisted: false });
  await browser.fire('pagehide');
  await browser.fire('pageshow', { persisted: true });
  assert.deepEqual(said, ['leaves', 'returns']);
});

test('stopped, it leaves neither listener nor timer', async () => {
  life.start();
  life.stop();
  assert.deepEqual([browser.window.listeners, browser.document.listeners, browser.connection.listeners, clock.timers], [0, 0, 0, 0]);
  await browser.fire('online');
  assert.deepEqual(said, []);
});
