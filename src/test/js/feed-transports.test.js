import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin, browser, clock, feed, frame, gets, items, liveBySse, query, state } from './kit/feed.js';

// Long polls

async function liveByLongPoll(first) {
  await begin({ webSocket: false });
  await browser.request().refuse(502);
  await browser.request().answer(first);
  assert.deepEqual(state(), { state: 'live', transport: 'longPoll' });
}

test('a long poll waits for one beat at most, and asks again', async () => {
  await liveByLongPoll(frame('a', { beat: 5 }));
  assert.deepEqual(query(browser.request()), { since: 'a', wait: '5' });
  await clock.pass(5000);
  await browser.request().answer(undefined);
  assert.deepEqual(query(browser.request()), { since: 'a', wait: '5' });
  await clock.pass(15000);
  assert.equal(feed.live, false);
});

test('a long poll of a former server waits for 25 s', async () => {
  await liveByLongPoll(frame('a'));
  assert.deepEqual(query(browser.request()), { since: 'a', wait: '25' });
});

test('a long poll that is asked says so at once', async () => {
  await liveByLongPoll(frame('a', { beat: 15 }));
  await browser.fire('online');
  await clock.pass(3000);
  assert.deepEqual(query(browser.request()), { since: 'a' });
  await browser.request().answer(frame('a', { beat: 15 }));
  assert.equal(feed.live, true);
});

// Going up (D)

function letSocketsIn() {
  browser.sockets.length = 0;
  globalThis.WebSocket = class extends Object.getPrototypeOf(WebSocket) {
    constructor(...how) {
      super(...how);
      browser.sockets.push(this);
    }
  };
}

for (const quiet of [true, false]) {
  test(`when the network is back, a better transport is looked for, ${quiet ? 'once a quiet' : 'as soon as a busy'} line has answered`, async () => {
    await liveBySse();
    const sse = browser.request();
    letSocketsIn();
    await browser.fire('online');
    if (!quiet) {
      await clock.pass(1000);
      await sse.say();
    }
    await clock.pass(3000);
    if (quiet) {
      await browser.request().say(frame('a'));
    }
    await browser.socket().say(frame('a'));
    assert.deepEqual(state(), { state: 'live', transport: 'websocket' });
    assert.equal(gets().length, quiet ? 2 : 1);
  });
}

test('on the way up nothing is repeated that came meanwhile by the lower transport', async () => {
  await liveBySse();
  const sse = browser.request();
  letSocketsIn();
  await clock.pass(20000);
  await sse.say();
  await clock.pass(10000);
  const [first] = browser.sockets;
  assert.equal(query(first).since, 'a');
  // while the socket opens, the stream brings something, and the socket will bring it, too
  await sse.say(frame('b', { items: [{ text: 'once' }] }));
  await first.say(frame('b', { items: [{ text: 'once' }] }));
  assert.deepEqual(items, [{ text: 'once' }]);
  assert.equal(first.closedWith, 1000);
  assert.equal(query(browser.socket()).since, 'b');
  await browser.socket().say(frame('c', { items: [{ text: 'twice' }] }));
  assert.deepEqual(items, [{ text: 'once' }, { text: 'twice' }]);
  assert.deepEqual(state(), { state: 'live', transport: 'websocket' });
});
