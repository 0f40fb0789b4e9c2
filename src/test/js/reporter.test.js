import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeClock, settled } from './kit/clock.js';
import { ServerClock } from '../../main/webapp/lib/clock.js';
import { Reporter } from '../../main/webapp/lib/reporter.js';

const SERVER = Date.UTC(2026, 0, 1);
const PLACE = { lat: 1, lon: 2, accuracy: 12 };
let time;
let feed;
let reporter;
let heard;

/** A feed that notes what is sent; outcome: what becomes of it. */
class FakeFeed {
  live = false;
  buffered = 0;
  sent = [];
  outcome = 'sent';
  clock = new ServerClock();

  async send(item) {
    this.sent.push(item);
    return this.outcome;
  }
}

beforeEach(() => {
  time = new FakeClock().install();
  heard = [];
  reporter = new Reporter('Ann', (item) => heard.push(item));
  enter();
});

function enter(transport = 'websocket') {
  feed = new FakeFeed();
  feed.clock.heard(SERVER + time.monotonic);
  reporter.feed = feed;
  return live(transport);
}

function live(transport = 'websocket') {
  feed.live = true;
  reporter.line = { state: 'live', transport };
  reporter.id = 'me';
}

function lose(state = 'retrying') {
  feed.live = false;
  reporter.line = { state };
}

/** The server gives everybody what came last. */
const echo = (item = feed.sent.at(-1)) => reporter.heard({ items: [item] });

test('what was handed over is not shared until the own entry comes back', async () => {
  assert.equal(reporter.status, undefined);
  reporter.take(PLACE);
  await settled();
  assert.deepEqual(feed.sent, [{ id: 'me', name: 'Ann', ...PLACE, at: SERVER }]);
  assert.deepEqual(reporter.status, { state: 'waiting' });
  reporter.heard({ items: [{ id: 'other', ...PLACE, at: SERVER + 5 }] });
  assert.deepEqual(reporter.status, { state: 'waiting' });
  echo();
  assert.deepEqual(reporter.status, { state: 'shared', ago: 0 });
  await time.pass(3000);
  assert.deepEqual(reporter.status, { state: 'shared', ago: 3000 });
});

test('an entry of before is no answer to what was said since', () => {
  reporter.take(PLACE);
  echo({ ...feed.sent[0], at: SERVER - 1 });
  assert.equal(reporter.status.state, 'waiting');
});

test('a new line has all its time to answer, and nothing against us', async () => {
  reporter.take(PLACE);
  reporter.refused({ code: 'busy', message: 'no' });
  reporter.take(PLACE);
  lose();
  await time.pass(20000);
  live();
  assert.deepEqual(reporter.status, { state: 'waiting' });
});

test('ids 5 and "5" are one', () => {
  reporter.id = '5';
  reporter.take(PLACE);
  echo({ ...feed.sent[0], id: 5 });
  assert.equal(reporter.status.state, 'shared');
});

test('an answered POST is an acknowledgement, and nothing else over HTTP needs to come', async () => {
  enter('sse');
  reporter.take(PLACE);
  await settled();
  assert.deepEqual(reporter.status, { state: 'shared', ago: 0 });
});

test('a POST that nobody answered is tried again, and is not shared', async () => {
  enter('poll');
  feed.outcome = 'unknown';
  reporter.take(PLACE);
  await time.pass(9000);
  assert.deepEqual(reporter.status, { state: 'waiting' });
  assert.ok(feed.sent.length > 2);
  assert.ok(feed.sent.every(({ at }, i) => i === 0 || at > feed.sent[i - 1].at));
  await time.pass(1000);
  assert.deepEqual(reporter.status, { state: 'unshared', why: 'answer', ago: undefined });
});

test('without a connection it says when it was last shared', async () => {
  reporter.take(PLACE);
  echo();
  await time.pass(14000);
  lose();
  assert.deepEqual(reporter.status, { state: 'unshared', why: 'line', ago: 14000 });
  reporter.take({ ...PLACE, lat: 3 });
  assert.equal(feed.sent.length, 1);
  live();
  assert.equal(feed.sent.at(-1).lat, 3);
  assert.deepEqual(reporter.status, { state: 'shared', ago: 14000 });
});

test('an age counts a sleep in which performance.now() stood still', async () => {
  reporter.take(PLACE);
  echo();
  await time.freeze(600000);
  assert.equal(reporter.status.ago, 600000);
  time.set(0);
  echo();
  reporter.take(PLACE);
  echo();
  time.set(-3600000);
  await time.pass(5000);
  assert.equal(reporter.status.ago, 5000);
});

test('a line over which no answer comes is none', async () => {
  reporter.take(PLACE);
  echo();
  await time.pass(5000);
  for (let n = 0; n < 10; n++) {
    reporter.take({ ...PLACE, lat: n });
    await time.pass(1000);
  }
  assert.deepEqual(reporter.status, { state: 'unshared', why: 'answer', ago: 15000 });
  // late answers are answers
  echo(feed.sent[2]);
  assert.deepEqual(reporter.status, { state: 'shared', ago: 0 });
  await time.pass(10000);
  assert.equal(reporter.status.why, 'answer');
});

test('a refusal is told until something is taken', async () => {
  reporter.take(PLACE);
  assert.equal(reporter.refused({ code: 'bad_at', message: 'no' }), true);
  assert.deepEqual(reporter.status, { state: 'unshared', why: { code: 'bad_at', message: 'no' }, ago: undefined });
  reporter.take(PLACE);
  echo();
  assert.equal(reporter.status.state, 'shared');
});

test('a refusal of what was not ours is for somebody else to tell', () => {
  assert.equal(reporter.refused({ code: 'bad_left' }), false);
});

test('the end of the connection is told with the refusal that led there', () => {
  reporter.take(PLACE);
  lose('ended');
  assert.equal(reporter.status.why, 'ended');
  live();
  reporter.refused({ code: 'bad_lat', message: 'no' });
  lose('ended');
  assert.equal(reporter.status.why.code, 'bad_lat');
});

test('a name that is not allowed stops no position', () => {
  reporter.take(PLACE);
  reporter.refused({ code: 'bad_name', message: 'no' });
  assert.deepEqual(feed.sent.map(({ name }) => name), ['Ann', undefined]);
  echo();
  assert.equal(reporter.status.state, 'shared');
  assert.deepEqual(reporter.badName, { name: 'Ann', instead: '' });
  reporter.rename('Bea');
  assert.equal(reporter.badName, undefined);
  echo();
  reporter.rename('Bad');
  reporter.refused({ code: 'bad_name', message: 'no' });
  assert.equal(feed.sent.at(-1).name, 'Bea');
  assert.deepEqual(reporter.badName, { name: 'Bad', instead: 'Bea' });
});

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
  feed = new FakeFeed();
  feed.clock.heard(SERVER);
  reporter.feed = feed;
  answer('sent');
  await settled();
  assert.deepEqual(reporter.status, { state: 'waiting' });
  feed.live = true;
  reporter.line = { state: 'live', transport: 'poll' };
  assert.equal(feed.sent.length, 0);
  reporter.id = 'new';
  assert.deepEqual(feed.sent.map(({ id }) => id), ['new']);
});
