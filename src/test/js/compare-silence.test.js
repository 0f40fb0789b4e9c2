import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { readByLongPoll } from '../../main/webapp/lib/compare/long-poll.js';
import { Publisher } from '../../main/webapp/lib/compare/publisher.js';
import { readByStream } from '../../main/webapp/lib/compare/stream.js';
import { readByWebSocket } from '../../main/webapp/lib/compare/websocket.js';
import { fakeBrowser } from './kit/browser.js';
import { FakeClock, settled } from './kit/clock.js';

const A = { cursor: 'a', items: [], beat: 20 };
let clock;
let browser;
let line;
let abort;
let taken;

beforeEach(() => {
  clock = new FakeClock().install();
  browser = fakeBrowser();
  abort = new AbortController();
  taken = [];
  const nothing = () => undefined;
  line = {
    cursor: undefined,
    socketAddress: () => 'ws://localhost/broadcast/x',
    fetch: (query, accept, signal) => fetch('http://localhost/feeds/broadcast/x', { headers: { Accept: accept }, signal }),
    ask: async (query, signal) => (await fetch(`http://localhost/?wait=${query.wait}`, { signal })).json(),
    take: (frame) => taken.push(frame),
    failure: (code) => new Error(`failed ${code}`),
    willUpgrade: nothing,
    upgraded: nothing,
    gotFrame: nothing,
    streams: nothing,
    gotPiece: nothing,
  };
});

const ended = (read) => {
  const end = {};
  read.then(() => (end.done = true), (error) => (end.error = error.message));
  return end;
};

test('a socket that says nothing for a beat and 10 s more has ended', async () => {
  const end = ended(readByWebSocket(line, abort.signal));
  await browser.socket().say(A);
  await clock.pass(29999);
  assert.deepEqual(end, {});
  await clock.pass(1);
  assert.deepEqual(end, { error: 'failed 0' });
  assert.equal(browser.socket().closedWith, 1000);
});

test('a stream, too', async () => {
  const end = ended(readByStream(line, abort.signal));
  await browser.request().say(A);
  await clock.pass(29999);
  assert.deepEqual(end, {});
  await clock.pass(1);
  assert.deepEqual(end, { error: 'failed 0' });
});

test('whoever stops leaves no timer behind', async () => {
  const end = ended(readByWebSocket(line, abort.signal));
  await browser.socket().say(A);
  abort.abort();
  await settled();
  assert.deepEqual(end, { done: true });
  assert.equal(clock.timers, 0);
});

test('a long poll waits for one beat at most', async () => {
  ended(readByLongPoll(line, abort.signal));
  await browser.request().answer(A);
  assert.equal(browser.request().url.search, '?wait=20');
});

test('changes are not said into a dead socket', async () => {
  const route = { socket: () => 'ws://localhost/broadcast/x' };
  const publisher = new Publisher(route, { refused: () => undefined, by: () => undefined });
  publisher.start();
  browser.socket().accept();
  await browser.socket().say(A);
  assert.equal(publisher.publish('x'), true);
  await clock.pass(30000);
  assert.equal(browser.sockets[0].closedWith, 1000);
  publisher.stop();
});
