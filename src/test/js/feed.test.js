import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Feed } from '../../main/webapp/lib/feed.js';
import { feedRoute } from '../../main/webapp/lib/route.js';
import { fakeBrowser, fakeLocks } from './kit/browser.js';
import { FakeClock, settled } from './kit/clock.js';

const NOON = Date.UTC(2026, 10, 29, 12);
let clock;
let browser;
let feed;
let states;
let items;
let met;
let own;
let errors;
/** What goes out over HTTP beside messages. */
let words;
let secret;

beforeEach(() => {
  clock = new FakeClock(NOON).install();
  browser = fakeBrowser({ locks: fakeLocks() });
  Math.random = () => 0;
  words = {};
  secret = undefined;
});

// so that its permit is free
afterEach(() => feed.close());

async function begin(options) {
  if (options) {
    browser = fakeBrowser({ locks: fakeLocks(), ...options });
  }
  [states, items, met, own, errors] = [[], [], [], [], []];
  const on = {
    state: (state) => states.push(state),
    frame: (frame) => items.push(...frame.items),
    you: (you) => met.push(you),
    secret: (made) => own.push(made),
    error: (error) => errors.push(error),
  };
  const route = { ...feedRoute('chat', 'room'), hello: () => words.hello, beat: () => words.beat, bye: () => words.bye };
  feed = new Feed(route, on, secret);
  feed.open();
  await settled();
}

const frame = (cursor, ...more) => Object.assign({ cursor, items: [] }, ...more);
const state = () => states.at(-1);
const query = ({ url }) => Object.fromEntries(new URL(url).searchParams);
const posts = () => browser.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
const gets = () => browser.requests.filter(({ method }) => method === 'GET');

async function liveByWebSocket(first = frame('a', { beat: 20, now: NOON })) {
  await begin();
  await browser.socket().say(first);
  assert.deepEqual(state(), { state: 'live', transport: 'websocket' });
}

async function liveBySse(first = frame('a', { beat: 20, now: NOON })) {
  await begin({ webSocket: false });
  await browser.request().say(first);
  assert.deepEqual(state(), { state: 'live', transport: 'sse' });
}

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

// One clock

test('the clock is the one of the server', async () => {
  clock.set(NOON + 3600000);
  await liveByWebSocket();
  assert.equal(feed.clock.now(), NOON);
  await clock.pass(1000);
  await browser.socket().say(frame('b', { now: NOON + 1000 }));
  assert.equal(feed.clock.now(), NOON + 1000);
});

test('a refused position tells the time of the server', async () => {
  await liveByWebSocket(frame('a'));
  await browser.socket().say({ error: { code: 'bad_at', message: 'no', now: NOON - 5000 } });
  assert.equal(feed.clock.now(), NOON - 5000);
});

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

// Going up (D: #better)

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

// Leaving (A12, A14)

test('over HTTP a page that goes says so by a request that outlives it', async () => {
  words.bye = { left: true };
  await liveBySse();
  await browser.fire('pagehide');
  assert.deepEqual(posts(), [{ left: true }]);
  assert.equal(browser.request().keepalive, true);
  assert.equal(browser.request().aborted, false);
});

test('it does so where the browser ends its requests first', async () => {
  words.bye = { left: true };
  await liveBySse();
  Math.random = () => 0.5;
  await browser.request().end();
  assert.equal(feed.live, false);
  await browser.fire('pagehide');
  assert.deepEqual(posts(), [{ left: true }]);
  assert.equal(browser.request().keepalive, true);
  await clock.pass(60000);
  assert.deepEqual(posts(), [{ left: true }]);
  assert.equal(gets().length, 1);
});

test('after the last word nothing is said, until the browser brings the page back', async () => {
  words.bye = { left: true };
  words.beat = { here: true };
  await liveBySse();
  await browser.fire('pagehide');
  await browser.fire('online');
  assert.equal(await feed.send({ text: 'too late' }), 'closed');
  await clock.pass(600000);
  assert.deepEqual(posts(), [{ left: true }]);
  await browser.fire('pageshow', { persisted: true });
  assert.equal(query(browser.request()).since, 'a');
});

test('over WebSocket the end of the session says it', async () => {
  words.bye = { left: true };
  await liveByWebSocket();
  await browser.fire('pagehide');
  assert.deepEqual([posts(), browser.socket().sent], [[], []]);
});

test('a room that is left is told, over WebSocket too', async () => {
  words.bye = { left: true };
  await liveByWebSocket();
  feed.close();
  assert.deepEqual(browser.socket().sent, [{ left: true }]);
  assert.equal(browser.socket().closedWith, 1000);
});

test('nothing of a room that was left is heard: not who one was there', async () => {
  words.bye = { id: 'old', left: true };
  await liveBySse();
  const outcomes = [];
  feed.send({ id: 'old', lat: 1 }).then((outcome) => outcomes.push(outcome));
  feed.send({ id: 'old', lat: 2 }).then((outcome) => outcomes.push(outcome));
  await settled();
  const [first] = browser.requests.filter(({ method }) => method === 'POST');
  feed.close();
  await clock.pass(400);
  await first.answer({ you: { id: 'old', secret: 's' } });
  assert.deepEqual(met, []);
  // the goodbye comes after what was on its way, and nothing between them
  assert.deepEqual(posts(), [{ id: 'old', lat: 1 }, { id: 'old', left: true }]);
  await browser.request().refuse(503, 'full');
  assert.deepEqual(errors, []);
  assert.deepEqual(outcomes, ['closed', 'sent']);
});

test('what the server would take later is not sent to a room that was left', async () => {
  await liveBySse();
  feed.send({ id: 'old', lat: 1 });
  await settled();
  feed.close();
  await browser.request().refuse(429, 'too_fast');
  await clock.pass(15000);
  assert.equal(posts().length, 1);
});

test('a feed that is opened again may speak again', async () => {
  await liveBySse();
  feed.close();
  feed.open();
  await settled();
  await browser.request().say(frame('a'));
  const sent = feed.send({ text: 'hello' });
  await settled();
  await browser.request().answer({ you: { id: 'x' } });
  assert.equal(await sent, 'sent');
  assert.deepEqual(met, [{ id: 'x' }]);
});

test('over HTTP the secret is told before it is used, once', async () => {
  await liveBySse();
  feed.send({ text: 'one' });
  feed.send({ text: 'two' });
  await settled();
  const post = browser.request(({ method }) => method === 'POST');
  assert.deepEqual(own, [post.headers['Echolocate-Secret']]);
  await post.answer({});
  assert.equal(posts().length, 2);
  assert.equal(own.length, 1);
});

test('a change of rooms leaves neither listeners nor timers behind (C20)', async () => {
  const listeners = () => [browser.window, browser.document, browser.connection].map((each) => each.listeners);
  let before;
  for (let n = 0; n < 10; n++) {
    const room = new Feed(feedRoute('chat', `room${n}`), {});
    room.open();
    await settled();
    await browser.socket().say(frame('a', { beat: 20 }));
    before ??= listeners();
    assert.deepEqual(listeners(), before);
    room.close();
  }
  assert.deepEqual(listeners(), [0, 0, 0]);
  assert.equal(clock.timers, 0);
});

// Over HTTP

test('over HTTP one is met, and says every 25 s that one is there', async () => {
  words.hello = { here: true };
  words.beat = { here: 'still' };
  await liveBySse();
  assert.deepEqual(posts(), [{ here: true }]);
  await browser.request().answer({ you: { name: 'Ann', secret: 's' } });
  assert.deepEqual(met, [{ name: 'Ann', secret: 's' }]);
  for (let n = 1; n <= 4; n++) {
    await clock.pass(25000);
    await gets()[0].say();
    if (browser.request(({ method }) => method === 'POST').body.here === 'still') {
      await browser.request(({ method }) => method === 'POST').answer({});
    }
  }
  assert.equal(posts().filter(({ here }) => here === 'still').length, 4);
});

test('what is refused on the way is said, with the status', async () => {
  await liveBySse();
  const sent = feed.send({ text: 'hello', ref: 'r' });
  await settled();
  await browser.request().refuse(403);
  assert.equal(await sent, 'refused');
  assert.deepEqual(errors, [{ code: '403', message: '', ref: 'r' }]);
});

test('what went wrong behind the way may have arrived', async () => {
  await liveBySse();
  const sent = feed.send({ text: 'hello', ref: 'r' });
  await settled();
  await browser.request().refuse(502);
  assert.equal(await sent, 'unknown');
  assert.deepEqual(errors, []);
});

test('whoever is not live sends nothing', async () => {
  await begin();
  assert.equal(await feed.send({ text: 'hello' }), 'closed');
  await browser.socket().say(frame('a'));
  browser.socket().bufferedAmount = 2 ** 20 + 1;
  assert.equal(await feed.send({ text: 'hello' }), 'busy');
});

test('the server that does not want us back is not asked again', async () => {
  await liveByWebSocket();
  await browser.socket().end(1008, 'no');
  assert.equal(state().state, 'ended');
  assert.deepEqual([state().code, state().reason], [1008, 'no']);
  await clock.pass(600000);
  assert.equal(browser.sockets.length, 1);
});
