import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Outbox } from '../../main/webapp/lib/transports/outbox.js';
import { fakeBrowser } from './kit/browser.js';
import { FakeClock, settled } from './kit/clock.js';

let clock;
let browser;
let outbox;
let heard;
let outcomes;

beforeEach(() => {
  clock = new FakeClock().install();
  browser = fakeBrowser();
  Math.random = () => 0;
  heard = [];
  outcomes = [];
  outbox = new Outbox({ post: () => 'http://localhost/feeds/x/y' }, () => 'secret', {
    answer: (body) => heard.push(body),
    refused: (error) => heard.push(error),
  });
});

function put(item) {
  const n = outcomes.push(undefined) - 1;
  outbox.put(item).then((outcome) => (outcomes[n] = outcome));
  return settled();
}

const posted = () => browser.requests.map(({ body }) => body);
const answer = () => browser.request().answer({});

test('one after the other, in order', async () => {
  await put({ ref: 1 });
  await put({ ref: 2 });
  assert.deepEqual(posted(), [{ ref: 1 }]);
  assert.equal(outbox.size, 2);
  await answer();
  assert.deepEqual(posted(), [{ ref: 1 }, { ref: 2 }]);
  await answer();
  assert.deepEqual(outcomes, ['sent', 'sent']);
  assert.equal(outbox.size, 0);
});

test('each has the secret, and outlives the page where it is small', async () => {
  await put({ text: 'hello' });
  assert.equal(browser.request().headers['Echolocate-Secret'], 'secret');
  assert.equal(browser.request().keepalive, true);
  await answer();
  await put({ text: 'x'.repeat(8001) });
  assert.equal(browser.request().keepalive, false);
});

test('of positions of one id that wait, only the newest is sent', async () => {
  await put({ id: 7, lat: 1 });
  await put({ id: 7, lat: 2 });
  await put({ id: 8, lat: 8 });
  await put({ id: 7, lat: 3 });
  await answer();
  await answer();
  await answer();
  assert.deepEqual(posted(), [{ id: 7, lat: 1 }, { id: 8, lat: 8 }, { id: 7, lat: 3 }]);
  assert.deepEqual(outcomes, ['sent', 'overtaken', 'sent', 'sent']);
});

test('messages are no positions: none overtakes another', async () => {
  await put({ text: 'a' });
  await put({ text: 'b' });
  await put({ text: 'c' });
  await answer();
  await answer();
  await answer();
  assert.deepEqual(outcomes, ['sent', 'sent', 'sent']);
});

test('what the server wants later is sent again then, and first', async () => {
  await put({ ref: 1 });
  await put({ ref: 2 });
  await browser.request().refuse(429, 'too_fast', { headers: { 'Retry-After': '1' } });
  await clock.pass(999);
  assert.equal(posted().length, 1);
  await clock.pass(1);
  await browser.request().refuse(503, 'busy', { headers: { 'Retry-After': '3' } });
  await clock.pass(3000);
  await answer();
  await answer();
  assert.deepEqual(posted(), [{ ref: 1 }, { ref: 1 }, { ref: 1 }, { ref: 2 }]);
  assert.deepEqual(outcomes, ['sent', 'sent']);
  assert.deepEqual(heard, [{}, {}]);
});

test('a position that has to wait is overtaken by a newer one', async () => {
  await put({ id: 7, lat: 1 });
  await put({ id: 7, lat: 2 });
  await browser.request().refuse(503, 'stopping', { headers: { 'Retry-After': '2' } });
  await clock.pass(2000);
  await answer();
  assert.deepEqual(outcomes, ['overtaken', 'sent']);
  assert.deepEqual(posted(), [{ id: 7, lat: 1 }, { id: 7, lat: 2 }]);
});

test('what it wants much later, or never, is refused, and so said', async () => {
  await put({ ref: 1 });
  await browser.request().refuse(429, 'too_fast', { headers: { 'Retry-After': '60' } });
  await put({ ref: 2 });
  await browser.request().refuse(503, 'full', { message: 'no room', now: 5 });
  assert.deepEqual(outcomes, ['refused', 'refused']);
  assert.deepEqual(heard, [
    { code: 'too_fast', message: 'no', now: undefined, ref: 1 },
    { code: 'full', message: 'no room', now: 5, ref: 2 },
  ]);
});

test('where no answer comes, it is unknown, after 15 s at the latest', async () => {
  await put({ ref: 1 });
  await clock.pass(14999);
  assert.deepEqual(outcomes, [undefined]);
  await clock.pass(1);
  assert.deepEqual(outcomes, ['unknown']);
  assert.equal(browser.request().aborted, true);
  await put({ ref: 2 });
  await browser.request().end();
  assert.deepEqual(outcomes, ['unknown', 'unknown']);
});

test('16 wait, and no more', async () => {
  for (let n = 0; n < 18; n++) {
    await put({ ref: n });
  }
  assert.equal(outcomes.filter((outcome) => outcome === 'busy').length, 1);
  assert.equal(outbox.size, 17);
});

test('the last word of a page goes at once, and nothing else does', async () => {
  await put({ id: 7, lat: 1 });
  await put({ id: 7, lat: 2 });
  outbox.last([{ id: 7, left: true }]);
  await settled();
  assert.equal(browser.requests[0].aborted, true);
  assert.deepEqual(posted(), [{ id: 7, lat: 1 }, { id: 7, left: true }]);
  assert.deepEqual(outcomes, ['unknown', 'unknown']);
});

test('closed, it says its last word after what is on its way, as who it was, and hears of nothing', async () => {
  let secret = 'old';
  outbox = new Outbox({ post: () => 'http://localhost/feeds/x/y' }, () => secret, { answer: (body) => heard.push(body), refused: (error) => heard.push(error) });
  await put({ id: 7, lat: 1 });
  await put({ id: 7, lat: 2 });
  outbox.close([{ id: 7, left: true }]);
  secret = 'new';
  await settled();
  assert.deepEqual(posted(), [{ id: 7, lat: 1 }]);
  await browser.request().answer({ you: { id: 7 } });
  assert.deepEqual(posted(), [{ id: 7, lat: 1 }, { id: 7, left: true }]);
  assert.equal(browser.request().headers['Echolocate-Secret'], 'old');
  await browser.request().refuse(503, 'full');
  assert.deepEqual(heard, []);
  assert.deepEqual(outcomes, ['sent', 'closed']);
});

test('closed without one, a goodbye that waits is said', async () => {
  await put({ id: 7, lat: 1 });
  await put({ text: 'hello' });
  await put({ id: 7, left: true });
  outbox.close();
  await answer();
  assert.deepEqual(posted(), [{ id: 7, lat: 1 }, { id: 7, left: true }]);
});

test('a goodbye that the server wants later is said later', async () => {
  outbox.close([{ left: true }]);
  await settled();
  await browser.request().refuse(429, 'too_fast', { headers: { 'Retry-After': '1' } });
  await clock.pass(1000);
  assert.deepEqual(posted(), [{ left: true }, { left: true }]);
});
