import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOON, browser, clock, errors, feed, frame, gets, items, liveBySse, liveByWebSocket, query, state, states } from './kit/feed.js';

// Silence (A1)

test('a WebSocket that says nothing for a beat and 10 s more is not live, and the page knows since when', async () => {
  await liveByWebSocket();
  await clock.pass(1000);
  await browser.socket().say(frame('b'));
  await clock.pass(29999);
  assert.equal(feed.live, true);
  await clock.pass(1);
  assert.equal(feed.live, false);
  assert.equal(browser.sockets[0].readyState, 3);
  assert.equal(state().silent, true);
  assert.equal(state().lastHeard, 1000);
  await clock.pass(1000);
  assert.equal(query(browser.socket()).since, 'b');
  await browser.socket().say(frame('c'));
  assert.deepEqual(state(), { state: 'live', transport: 'websocket' });
  assert.equal(feed.lastHeard, clock.monotonic);
});

test('frames without items, too, are signs of life', async () => {
  await liveByWebSocket();
  for (let n = 0; n < 20; n++) {
    await clock.pass(25000);
    await browser.socket().say(frame('a'));
  }
  assert.equal(browser.sockets.length, 1);
  assert.deepEqual(states.map((each) => each.state), ['connecting', 'live']);
});

test('so are errors', async () => {
  await liveByWebSocket();
  await clock.pass(25000);
  await browser.socket().say({ error: { code: 'too_long', message: 'too long', ref: 'x', now: NOON + 26000 } });
  assert.deepEqual(errors, [{ code: 'too_long', message: 'too long', ref: 'x', now: NOON + 26000 }]);
  await clock.pass(25000);
  assert.equal(feed.live, true);
});

test('a former server that promises no beat is not watched over WebSocket', async () => {
  await liveByWebSocket(frame('a'));
  await clock.pass(3600000);
  assert.equal(feed.live, true);
  assert.equal(browser.sockets.length, 1);
});

test('a stream that says nothing for a beat and 10 s more is not live', async () => {
  await liveBySse();
  await clock.pass(20000);
  await browser.request().say();
  await clock.pass(29999);
  assert.equal(feed.live, true);
  await clock.pass(1);
  assert.equal(feed.live, false);
  assert.equal(state().silent, true);
  assert.equal(state().lastHeard, 20000);
});

test('a stream of a former server may be silent for 65 s', async () => {
  await liveBySse(frame('a'));
  await clock.pass(64999);
  assert.equal(feed.live, true);
  await clock.pass(1);
  assert.equal(feed.live, false);
});

test('what was closed is not watched', async () => {
  await liveByWebSocket();
  feed.close();
  assert.deepEqual(state(), { state: 'off', lastHeard: 0 });
  await clock.pass(600000);
  assert.deepEqual(state(), { state: 'off', lastHeard: 0 });
  assert.equal(clock.timers, 0);
});

// Asking after what kills connections silently

for (const [what, happens] of Object.entries({
  'the network comes back': () => browser.fire('online'),
  'the network is another one': () => browser.fire('change', { on: browser.connection }),
  'somebody looks again after a while': async () => (await browser.hide(true), await clock.pass(6000), browser.hide(false)),
  'the device wakes up': async () => (await clock.pass(3000), clock.sleep(10000)),
})) {
  test(`when ${what}, a dead WebSocket is known within 15 s`, async () => {
    await liveByWebSocket();
    await happens();
    const from = clock.monotonic;
    while (feed.live) {
      await clock.pass(500);
    }
    assert.ok(clock.monotonic - from <= 15000, `${clock.monotonic - from} ms`);
    assert.equal(state().silent, true);
  });

  test(`when ${what}, a WebSocket that lives and is quiet goes on from where it was, and stays live`, async () => {
    await liveByWebSocket();
    await happens();
    await clock.pass(3000);
    assert.equal(query(browser.socket()).since, 'a');
    await browser.socket().say(frame('a', { beat: 20 }));
    assert.equal(browser.sockets.length, 2);
    assert.equal(browser.sockets[0].closedWith, 1000);
    assert.deepEqual([...new Set(states.map((each) => each.state))], ['connecting', 'live']);
    await clock.pass(29999);
    assert.equal(feed.live, true);
  });
}

test('a line that says something after all needs no other one', async () => {
  await liveByWebSocket();
  await browser.fire('online');
  await clock.pass(1000);
  await browser.socket().say(frame('b'));
  await clock.pass(5000);
  assert.equal(browser.sockets.length, 1);
});

test('a line that speaks while it is asked stays', async () => {
  await liveByWebSocket();
  await browser.fire('online');
  await clock.pass(3000);
  assert.equal(browser.sockets.length, 2);
  await browser.sockets[0].say(frame('b'));
  assert.equal(browser.sockets[1].closedWith, 1000);
  await browser.sockets[0].say(frame('c', { items: [{ text: 'once' }] }));
  assert.deepEqual(items, [{ text: 'once' }]);
  assert.equal(feed.live, true);
});

test('a stream is asked, too, and dead it is known within 15 s', async () => {
  await liveBySse();
  await browser.fire('online');
  await clock.pass(3000);
  assert.equal(gets().length, 2);
  assert.equal(query(gets()[1]).since, 'a');
  await clock.pass(6000);
  assert.equal(feed.live, false);
  assert.equal(state().silent, true);
});

test('back from the cache of the browser it begins again at once', async () => {
  await liveByWebSocket();
  await browser.fire('pageshow', { persisted: true });
  assert.equal(browser.sockets.length, 2);
  assert.equal(query(browser.socket()).since, 'a');
});

test('who waits to try again does it at once when the network is back', async () => {
  await liveByWebSocket();
  Math.random = () => 0.99;
  await browser.socket().end(1006);
  assert.equal(state().state, 'retrying');
  await browser.fire('online');
  assert.equal(browser.sockets.length, 2);
});
