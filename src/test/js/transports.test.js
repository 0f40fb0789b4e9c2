import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { feedRoute } from '../../main/webapp/lib/route.js';
import { LongPollTransport } from '../../main/webapp/lib/transports/long-poll.js';
import { PollTransport } from '../../main/webapp/lib/transports/poll.js';
import { SseTransport } from '../../main/webapp/lib/transports/sse.js';
import { WebSocketTransport } from '../../main/webapp/lib/transports/websocket.js';
import { fakeBrowser } from './kit/browser.js';
import { FakeClock, settled } from './kit/clock.js';

let clock;
let browser;
let heard;
let transport;

beforeEach(() => {
  clock = new FakeClock().install();
  browser = fakeBrowser();
  heard = [];
});

async function begin(Transport, query = { since: 's', secret: 'x' }) {
  const note = (what) => (value) => heard.push(value === undefined ? what : { [what]: value });
  const on = { frame: note('frame'), error: note('error'), alive: note('alive'), closed: note('closed') };
  transport = new Transport(feedRoute('chat', 'den', { socket: () => ({ name: 'Ann' }) }), query, on);
  await settled();
}

const A = { cursor: 'a', items: [] };
const failure = (more) => ({ closed: { code: 0, reason: '', terminal: false, floor: 0, ...more } });
const asked = () => browser.requests.map(({ url }) => url.pathname + url.search);
const frames = () => heard.filter(({ frame }) => frame).length;

// WebSocket

test('a socket is asked for by its subprotocol, from the cursor, as who one is', async () => {
  await begin(WebSocketTransport);
  assert.equal(browser.socket().url, 'ws://localhost/live/chat/den?since=s&secret=x&name=Ann');
  assert.deepEqual(browser.socket().protocols, ['feed.v1']);
});

test('frames and errors come in, and messages go out', async () => {
  await begin(WebSocketTransport);
  assert.equal(transport.send({ text: 'early' }), false);
  await browser.socket().say(A);
  await browser.socket().say({ error: { code: 'too_long', message: 'm' } });
  assert.equal(transport.send({ text: 'hello' }), true);
  assert.deepEqual(heard, [{ frame: A }, { error: { code: 'too_long', message: 'm' } }]);
  assert.deepEqual(browser.socket().sent, [{ text: 'hello' }]);
});

test('whoever sends something else is no server of ours', async () => {
  await begin(WebSocketTransport);
  await browser.socket().say('welcome');
  assert.deepEqual(heard, [failure({ code: 4000, terminal: true })]);
  assert.equal(browser.socket().closedWith, 4000);
});

test('the close code says who may come back, and when', async () => {
  for (const [code, terminal, floor] of [[1006, false, 0], [1001, false, 0], [1013, false, 2000], [1008, true, 0], [1000, true, 0]]) {
    heard = [];
    await begin(WebSocketTransport);
    await browser.socket().end(code, 'why');
    assert.deepEqual(heard, [failure({ code, reason: 'why', terminal, floor })]);
  }
});

test('a socket that was closed is heard no more', async () => {
  await begin(WebSocketTransport);
  const socket = browser.socket();
  transport.close();
  await socket.say(A);
  await socket.end();
  assert.deepEqual(heard, []);
});

// Streaming

test('a stream brings frames, and comments are signs of life', async () => {
  await begin(SseTransport);
  assert.deepEqual(asked(), ['/live/feeds/chat/den?since=s']);
  await browser.request().say(A);
  await browser.request().say();
  assert.deepEqual(heard, [{ frame: A }, 'alive', 'alive']);
});

test('a stream that ends is followed by another one, not before the server wants it, and within minutes', async () => {
  for (const [retry, floor] of [[2000, 2000], [86400000, 300000]]) {
    heard = [];
    await begin(SseTransport);
    await browser.request().say(A);
    browser.request().write(`retry: ${retry}\n\n`);
    await browser.request().finish();
    assert.deepEqual(heard.at(-1), failure({ floor }));
  }
});

test('a stream that breaks says so', async () => {
  await begin(SseTransport);
  await browser.request().say(A);
  await browser.request().end();
  assert.deepEqual(heard.at(-1), failure());
});

test('an answer that is no stream is none of ours', async () => {
  await begin(SseTransport);
  await browser.request().answer('<html>', { type: 'text/html' });
  assert.deepEqual(heard, [failure({ code: 200 })]);
});

test('an event that is no frame ends it', async () => {
  await begin(SseTransport);
  await browser.request().say({ hello: 1 });
  assert.deepEqual(heard, [failure()]);
  assert.equal(browser.request().aborted, true);
});

test('a stream that was closed is heard no more', async () => {
  await begin(SseTransport);
  await browser.request().say(A);
  transport.close();
  assert.equal(browser.request().aborted, true);
  await settled();
  assert.deepEqual(heard, [{ frame: A }, 'alive']);
});

// Polling

test('a poll asks every two seconds, and at once where there is more', async () => {
  await begin(PollTransport);
  await browser.request().answer({ ...A, more: true });
  await clock.pass(0);
  assert.deepEqual(asked(), ['/live/feeds/chat/den?since=s', '/live/feeds/chat/den?since=a']);
  await browser.request().answer({ ...A, cursor: 'b' });
  await clock.pass(1999);
  assert.equal(asked().length, 2);
  await clock.pass(1);
  assert.equal(asked().at(-1), '/live/feeds/chat/den?since=b');
});

test('a poll that is not answered for 20 s is over', async () => {
  await begin(PollTransport);
  await clock.pass(19999);
  assert.deepEqual(heard, []);
  await clock.pass(1);
  assert.deepEqual(heard, [failure()]);
  await clock.pass(60000);
  assert.equal(asked().length, 1);
});

test('a poll that was closed asks no more', async () => {
  await begin(PollTransport);
  await browser.request().answer(A);
  transport.close();
  await clock.pass(60000);
  assert.equal(asked().length, 1);
  assert.equal(clock.timers, 0);
});

// Long polling

test('a long poll asks at once first, then waits', async () => {
  await begin(LongPollTransport);
  await browser.request().answer({ ...A, beat: 20 });
  assert.deepEqual(asked(), ['/live/feeds/chat/den?since=s', '/live/feeds/chat/den?since=a&wait=20']);
  await browser.request().answer({ cursor: 'b', items: [] });
  assert.equal(asked().at(-1), '/live/feeds/chat/den?since=b&wait=20');
  assert.equal(frames(), 2);
});

test('a beat that is longer than proxies wait is cut', async () => {
  await begin(LongPollTransport);
  await browser.request().answer({ ...A, beat: 45 });
  assert.match(asked().at(-1), /wait=25$/);
});

test('where something on the way lets nobody wait, waiting is not proven', async () => {
  await begin(LongPollTransport);
  await browser.request().answer(A);
  await browser.request().refuse(504);
  assert.deepEqual(heard.at(-1), failure({ code: 504, unproven: true, problem: undefined }));
});

test('once it has waited, a refusal is one', async () => {
  await begin(LongPollTransport);
  await browser.request().answer(A);
  await browser.request().answer(undefined);
  await browser.request().refuse(503, 'stopping', { headers: { 'Retry-After': '4' } });
  assert.deepEqual(heard.at(-1), failure({ code: 503, reason: 'no', problem: 'stopping', floor: 4000, unproven: false }));
});

test('it is over when an answer is later than the wait and 10 s', async () => {
  await begin(LongPollTransport);
  await browser.request().answer({ ...A, beat: 20 });
  await clock.pass(29999);
  assert.equal(heard.length, 2);
  await clock.pass(1);
  assert.equal(heard.at(-1).closed.code, 0);
});

test('paused, it holds nothing, and goes on from where it was', async () => {
  await begin(LongPollTransport);
  await browser.request().answer({ ...A, beat: 20 });
  const held = browser.request();
  transport.pause();
  await settled();
  assert.equal(held.aborted, true);
  await clock.pass(60000);
  assert.equal(asked().length, 2);
  transport.resume();
  assert.equal(asked().at(-1), '/live/feeds/chat/den?since=a');
  assert.deepEqual(heard, ['alive', { frame: { ...A, beat: 20 } }]);
});

// Refusals over HTTP

test('a refusal of the server itself ends it, one of something else does not', async () => {
  await begin(PollTransport);
  await browser.request().refuse(403, 'foreign_origin', { message: 'no' });
  assert.deepEqual(heard, [failure({ code: 403, reason: 'no', problem: 'foreign_origin', terminal: true })]);
  heard = [];
  await begin(PollTransport);
  await browser.request().refuse(403);
  assert.deepEqual(heard, [failure({ code: 403, problem: undefined })]);
});
