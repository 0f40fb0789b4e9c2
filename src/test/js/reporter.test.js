import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './kit/clock.js';
import { PLACE, SERVER, echo, enter, feed, live, lose, move, reporter, time } from './kit/reporter.js';

test('fixes are stamped by the server\'s clock, however wrong the device\'s is', async () => {
  time.set(SERVER + 3 * 3600000);
  reporter.take(PLACE);
  await time.pass(1000);
  time.set(SERVER - 3 * 3600000);
  reporter.take(PLACE);
  assert.deepEqual(feed.sent.map(({ at }) => at - SERVER), [0, 1000]);
});

test('a later callback is newer, whatever the clock says', () => {
  reporter.take(PLACE);
  feed.clock.now = () => SERVER - 600000;
  reporter.take({ ...PLACE, lat: 3 });
  assert.deepEqual(feed.sent.map(({ lat, at }) => [lat, at - SERVER]), [[1, 0], [3, 1]]);
});

test('where the server\'s clock is set back, the next fix is in its time', async () => {
  reporter.take(PLACE);
  echo();
  await time.pass(1000);
  reporter.refused({ code: 'bad_at', message: 'no', now: SERVER - 3600000 });
  reporter.take(PLACE);
  assert.equal(feed.sent.at(-1).at, SERVER - 3600000);
});

test('a fix that waited keeps its time', async () => {
  lose();
  reporter.take(PLACE);
  await time.pass(40000);
  live();
  assert.equal(feed.sent[0].at, SERVER);
});

test('after a reconnect the last fix is said as something newer, with its own time but for a millisecond', async () => {
  reporter.take(PLACE);
  echo();
  await time.pass(20000);
  lose();
  live();
  assert.deepEqual(feed.sent.map(({ at }) => at - SERVER), [0, 1]);
});

test('a pause that was said into a dead line is over for the others as soon as there is another one', async () => {
  reporter.take(PLACE);
  echo();
  reporter.paused = true;
  assert.equal(feed.sent.at(-1).paused, true);
  echo();
  reporter.paused = false;
  assert.equal(feed.sent.at(-1).paused, undefined);
  lose();
  live();
  const last = feed.sent.at(-1);
  assert.equal(last.paused, undefined);
  assert.ok(last.at > feed.sent.at(-2).at);
});

test('who is told a position does not pause', () => {
  reporter.take(PLACE);
  reporter.paused = true;
  reporter.take(PLACE);
  assert.equal(feed.sent.at(-1).paused, undefined);
  assert.equal(reporter.paused, false);
});

test('who stops says so, and who begins again comes anew, after the goodbye', async () => {
  reporter.take(PLACE);
  echo();
  reporter.stop();
  reporter.take({ ...PLACE, lat: 3 });
  assert.equal(reporter.shown, undefined);
  await settled();
  assert.deepEqual(feed.sent.map(({ left, lat }) => left ?? lat), [1, true, 3]);
  assert.deepEqual(reporter.status, { state: 'waiting' });
});

test('a goodbye over HTTP is answered before anything else is posted', async () => {
  enter('longPoll');
  reporter.take(PLACE);
  await settled();
  let answer;
  feed.send = (item) => {
    feed.sent.push(item);
    return new Promise((resolve) => (answer = resolve));
  };
  reporter.stop();
  reporter.take({ ...PLACE, lat: 3 });
  await settled();
  assert.deepEqual(feed.sent.map(({ left, lat }) => left ?? lat), [1, true]);
  answer('sent');
  await settled();
  assert.equal(feed.sent.at(-1).lat, 3);
});

test('a goodbye that nobody could hear is said later', async () => {
  reporter.take(PLACE);
  lose();
  reporter.stop();
  assert.equal(feed.sent.length, 1);
  live();
  assert.deepEqual(feed.sent.at(-1), { id: 'me', left: true });
  await settled();
  assert.equal(feed.sent.length, 2);
});

test('as long as a goodbye is not answered, the page that goes says it, too', async () => {
  enter('sse');
  reporter.take(PLACE);
  await settled();
  let answer;
  feed.send = () => new Promise((resolve) => (answer = resolve));
  reporter.stop();
  assert.deepEqual(reporter.leave, { id: 'me', left: true });
  answer('sent');
  await settled();
  assert.equal(reporter.leave, undefined);
});

test('what a retry does not change is tried every 30 s, not at each fix', async () => {
  enter('sse');
  feed.outcome = 'refused';
  reporter.take(PLACE);
  reporter.refused({ code: '403', message: '' });
  for (let n = 1; n < 30; n++) {
    await time.pass(1000);
    reporter.take({ ...PLACE, lat: n });
  }
  assert.equal(feed.sent.length, 1);
  assert.equal(reporter.status.why.code, '403');
  // what says that we are there is refused, too, and delays nothing
  reporter.refused({ code: '403', message: '' });
  await time.pass(1000);
  assert.deepEqual(feed.sent.map(({ lat }) => lat), [1, 29]);
  reporter.refused({ code: '403', message: '' });
  await time.pass(29999);
  reporter.take(PLACE);
  assert.equal(feed.sent.length, 2);
  feed.outcome = 'sent';
  await time.pass(1);
  assert.equal(feed.sent.length, 3);
  assert.deepEqual(reporter.status, { state: 'shared', ago: 0 });
  reporter.take(PLACE);
  assert.equal(feed.sent.length, 4);
});

test('another name or another line is worth a try at once', async () => {
  enter('sse');
  feed.outcome = 'refused';
  reporter.take(PLACE);
  reporter.refused({ code: 'foreign_origin', message: '' });
  reporter.rename('Bea');
  assert.equal(feed.sent.length, 2);
  reporter.refused({ code: 'foreign_origin', message: '' });
  reporter.take(PLACE);
  assert.equal(feed.sent.length, 2);
  lose();
  live('websocket');
  assert.equal(feed.sent.length, 3);
});

test('what may be taken in a moment is said at each fix', () => {
  for (const code of ['full', '429', '503', 'bad_at', 'share']) {
    const before = feed.sent.length;
    reporter.take(PLACE);
    reporter.refused({ code, message: '' });
    reporter.take(PLACE);
    assert.equal(feed.sent.length, before + 2, code);
  }
});

test('who nobody sees says no goodbye', () => {
  lose();
  reporter.take(PLACE);
  reporter.stop();
  live();
  assert.equal(feed.sent.length, 0);
});

test('whose life was over for the others is said again', () => {
  reporter.take(PLACE);
  echo();
  reporter.heard({ items: [{ id: 'me', left: true }] });
  assert.equal(feed.sent.length, 2);
  assert.ok(feed.sent[1].at > feed.sent[0].at);
});

test('only the newest waits where the network is slow', async () => {
  feed.buffered = 1;
  reporter.take(PLACE);
  reporter.take({ ...PLACE, lat: 3 });
  assert.equal(feed.sent.length, 0);
  feed.buffered = 0;
  await time.pass(1000);
  assert.deepEqual(feed.sent.map(({ lat }) => lat), [3]);
});

test('nothing of a room reaches another one', async () => {
  enter('poll');
  let answer;
  feed.send = (item) => {
    feed.sent.push(item);
    return new Promise((resolve) => (answer = resolve));
  };
  reporter.take(PLACE);
  assert.deepEqual(reporter.leave, { id: 'me', left: true });
  reporter.feed = undefined;
  assert.equal(reporter.leave, undefined);
  move();
  answer('sent');
  await settled();
  assert.deepEqual(reporter.status, { state: 'waiting' });
  feed.live = true;
  reporter.line = { state: 'live', transport: 'poll' };
  assert.equal(feed.sent.length, 0);
  reporter.id = 'new';
  assert.deepEqual(feed.sent.map(({ id }) => id), ['new']);
});
