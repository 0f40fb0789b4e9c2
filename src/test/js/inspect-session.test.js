import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Session } from '../../main/webapp/lib/inspect/session.js';
import { fakeBrowser } from './kit/browser.js';
import { FakeClock } from './kit/clock.js';

let clock;
let browser;
let told;
let session;

beforeEach(() => {
  clock = new FakeClock().install();
  browser = fakeBrowser();
  told = [];
  session = new Session({
    message: (data) => told.push(JSON.parse(data)),
    closed: ({ code }) => told.push(code),
    silent: () => told.push('silent'),
  });
  session.open();
});

test('what is asked is answered within 15 s, or the session is dead', async () => {
  await browser.socket().say({ handshake: {} });
  await clock.pass(60000);
  session.send({ probe: 'open' });
  await clock.pass(14999);
  assert.deepEqual(told, [{ handshake: {} }]);
  await clock.pass(1);
  assert.deepEqual(told, [{ handshake: {} }, 'silent']);
  assert.equal(browser.socket().closedWith, 1000);
});

test('so is the handshake', async () => {
  await clock.pass(15000);
  assert.deepEqual(told, ['silent']);
});

test('where nothing is asked, nothing has to be said', async () => {
  await browser.socket().say({ handshake: {} });
  session.send({ probe: 'open' });
  await browser.socket().say({ probe: { state: 'open' } });
  await clock.pass(3600000);
  assert.equal(told.length, 2);
  assert.equal(clock.timers, 0);
});

test('one that has closed is not silent besides, nor is one that was replaced', async () => {
  session.send({ probe: 'open' });
  browser.socket().onclose({ code: 1006 });
  await clock.pass(60000);
  assert.deepEqual(told, [1006]);
  session.open();
  await clock.pass(10000);
  session.open();
  await clock.pass(14999);
  assert.deepEqual(told, [1006]);
});
