import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Feed } from '../../main/webapp/lib/feed.js';
import { feedRoute } from '../../main/webapp/lib/route.js';
import { settled } from './kit/clock.js';
import { browser, clock, errors, feed, frame, gets, liveBySse, liveByWebSocket, met, own, posts, query, words } from './kit/feed.js';

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
