import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './kit/browser.js';
import { FakeClock, settled } from './kit/clock.js';

let time;
let browser;
let locks;
let keepScreenOn;
let onScreenHeld;
let loads = 0;

class FakeLock extends EventTarget {
  held = true;

  release() {
    this.held = false;
    this.dispatchEvent(new Event('release'));
  }
}

beforeEach(async () => {
  time = new FakeClock().install();
  browser = fakeBrowser();
  locks = [];
  navigator.wakeLock = {
    async request() {
      if (document.hidden) {
        throw new DOMException('hidden', 'NotAllowedError');
      }
      locks.push(new FakeLock());
      return locks.at(-1);
    },
  };
  ({ keepScreenOn, onScreenHeld } = await import(`../../main/webapp/lib/wake-lock.js?page=${loads++}`));
});

const held = () => locks.filter((lock) => lock.held).length;

/** Seconds of a page that wants it. */
async function wantFor(seconds) {
  for (let n = 0; n < seconds; n++) {
    keepScreenOn(true);
    await time.pass(1000);
  }
}

test('one lock is held while it is wanted', async () => {
  await wantFor(60);
  assert.equal(locks.length, 1);
  assert.equal(held(), 1);
  keepScreenOn(false);
  assert.equal(held(), 0);
  keepScreenOn(true);
  await settled();
  assert.equal(held(), 1);
});

test('what the system takes away is asked for again, but not all the time', async () => {
  await wantFor(15);
  locks[0].release();
  await wantFor(1);
  assert.equal(held(), 1);
  locks[1].release();
  await wantFor(5);
  assert.equal(locks.length, 2);
  await wantFor(6);
  assert.equal(held(), 1);
});

test('a page that is seen again asks at once', async () => {
  await wantFor(1);
  locks[0].release();
  await browser.hide(true);
  await wantFor(20);
  assert.equal(locks.length, 1);
  await browser.hide(false);
  assert.equal(held(), 1);
});

test('a lock that comes too late is given back', async () => {
  keepScreenOn(true);
  keepScreenOn(false);
  await settled();
  assert.equal(held(), 0);
});

test('a browser without one goes on', async () => {
  delete navigator.wakeLock;
  await wantFor(20);
});

test('whoever wants to know is told whether it is held', async () => {
  const told = [];
  onScreenHeld((held) => told.push(held));
  await wantFor(1);
  locks[0].release();
  await wantFor(11);
  keepScreenOn(false);
  assert.deepEqual(told, [true, false, true, false]);
});
