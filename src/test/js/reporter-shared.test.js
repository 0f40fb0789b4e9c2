import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './kit/clock.js';
import { PLACE, SERVER, echo, enter, feed, live, lose, reporter, time } from './kit/reporter.js';

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
