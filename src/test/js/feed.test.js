import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './kit/clock.js';
import { NOON, begin, browser, clock, errors, feed, frame, gets, liveBySse, liveByWebSocket, met, posts, state, words } from './kit/feed.js';

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
