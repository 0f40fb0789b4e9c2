import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './kit/browser.js';
import { FakeClock } from './kit/clock.js';
import { chooseLowPower } from '../../main/webapp/lib/low-power.js';
import { obstacle, PositionWatch } from '../../main/webapp/lib/position.js';

let time;
let browser;
let device;
let said;
let watch;

/** A device that says what a test wants it to say; asked: how often a watch was begun. */
class FakeDevice {
  asked = 0;
  #watches = new Map();

  watchPosition(found, failed, { enableHighAccuracy }) {
    this.exactly = enableHighAccuracy;
    this.#watches.set(++this.asked, { found, failed });
    return this.asked;
  }

  clearWatch(watch) {
    this.#watches.delete(watch);
  }

  get watched() {
    return this.#watches.size;
  }

  find(coords = {}) {
    this.#watches.forEach(({ found }) => found({ coords: { latitude: 1, longitude: 2, ...coords }, timestamp: 0 }));
  }

  fail(code) {
    this.#watches.forEach(({ failed }) => failed({ code }));
  }
}

beforeEach(() => {
  time = new FakeClock().install();
  browser = fakeBrowser();
  browser.window.isSecureContext = true;
  device = new FakeDevice();
  navigator.geolocation = device;
  said = [];
  watch = new PositionWatch({ fix: (fix) => said.push(fix), state: (state) => said.push(state), granted: () => said.push('granted') });
});

test('what keeps a page from a position is named', () => {
  browser.window.isSecureContext = false;
  assert.equal(obstacle(), 'insecure');
  watch.start();
  assert.deepEqual(said, ['insecure']);
  assert.equal(watch.active, false);
  browser.window.isSecureContext = true;
  delete navigator.geolocation;
  assert.equal(obstacle(), 'unsupported');
});

test('fixes come without members that are not valid, whatever their own time is', () => {
  watch.start();
  device.find({ speed: -1, heading: -1, accuracy: 12 });
  assert.deepEqual(said, ['asking', { lat: 1, lon: 2, accuracy: 12 }]);
});

test('each failure has a name, and only a denial ends the watch', () => {
  watch.start();
  [2, 3, 99].forEach((code) => device.fail(code));
  assert.equal(watch.active, true);
  device.fail(1);
  assert.deepEqual(said, ['asking', 'unavailable', 'timeout', 'unknown', 'denied']);
  assert.equal(watch.active, false);
  assert.equal(time.timers, 0);
});

test('a device that says nothing is asked anew as long as one shares, and that is said', async () => {
  watch.start();
  device.find();
  await time.pass(20000);
  assert.equal(device.asked, 2);
  said.length = 0;
  await time.pass(120000);
  assert.equal(device.asked, 6);
  assert.deepEqual(said, ['silent', 'silent', 'silent', 'silent']);
  device.find();
  await time.pass(20000);
  assert.equal(device.asked, 7);
  assert.equal(device.watched, 1);
  watch.stop();
  await time.pass(120000);
  assert.equal(device.asked, 7);
});

test('while the browser may still be asking it is not asked again', async () => {
  watch.start();
  await time.pass(600000);
  assert.equal(device.asked, 1);
});

test('where the browser has been allowed before, a watch that never begins is begun again', async () => {
  navigator.permissions = { query: async () => ({ state: 'granted' }) };
  watch.start();
  await time.pass(30000);
  assert.equal(device.asked, 2);
  assert.equal(said.at(-1), 'silent');
});

test('who allows it after all is told', async () => {
  const permission = { state: 'prompt' };
  navigator.permissions = { query: async () => permission };
  watch.start();
  await time.pass(0);
  permission.state = 'granted';
  permission.onchange();
  assert.equal(said.at(-1), 'granted');
});

test('with low power the device is asked anew, and not for the exact position', () => {
  watch.renew();
  assert.equal(device.asked, 0);
  watch.start();
  assert.equal(device.exactly, true);
  chooseLowPower(true);
  watch.renew();
  assert.equal(device.exactly, false);
  assert.equal(device.watched, 1);
  chooseLowPower(false);
});
