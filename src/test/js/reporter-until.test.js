import assert from 'node:assert/strict';
import { test } from 'node:test';
import { echo, enter, feed, heard, live, lose, over, PLACE, reporter, SERVER, time } from './kit/reporter.js';

const MINUTE = 60000;

function share(minutes) {
  reporter.until = SERVER + time.monotonic + minutes * MINUTE;
  reporter.take(PLACE);
}

test('the time that was set is said with each position, and anew when it is put off', () => {
  share(15);
  assert.equal(feed.sent.at(-1).until, SERVER + 15 * MINUTE);
  reporter.until += 60 * MINUTE;
  assert.equal(feed.sent.length, 2);
  assert.equal(feed.sent.at(-1).until, SERVER + 75 * MINUTE);
  assert.ok(feed.sent[1].at > feed.sent[0].at);
  reporter.until = undefined;
  assert.equal('until' in feed.sent.at(-1), false);
});

test('once the time has come nothing is said any more, not even goodbye: the server reserves the id', async () => {
  share(1);
  echo();
  await time.pass(MINUTE - 1);
  reporter.tick();
  assert.deepEqual(over, []);
  await time.pass(1);
  reporter.tick();
  reporter.tick();
  assert.equal(over.length, 1);
  assert.equal(reporter.fix, undefined);
  assert.equal(reporter.leave, undefined);
  assert.equal(reporter.status, undefined);
  assert.equal(feed.sent.length, 1);
});

test('the server may be a little ahead of what is taken for its time', async () => {
  share(1);
  echo();
  await time.pass(MINUTE - 1500);
  reporter.heard({ items: [{ id: 'me', left: true }] });
  assert.equal(over.length, 1);
  assert.equal(feed.sent.length, 1, 'not said again');
});

test('a word that came too late is no refusal that anybody reads', async () => {
  share(1);
  await time.pass(MINUTE - 500);
  reporter.refused({ code: 'bad_until', message: 'no' });
  assert.equal(over.length, 1);
  assert.equal(reporter.status, undefined);
});

test('long before, who is gone for the server is there again, and a refusal is told', async () => {
  share(15);
  echo();
  reporter.heard({ items: [{ id: 'me', left: true }] });
  assert.deepEqual(over, []);
  assert.equal(feed.sent.length, 2);
  reporter.refused({ code: 'bad_until', message: 'no' });
  assert.deepEqual(over, []);
  assert.equal(reporter.status.why.code, 'bad_until');
});

test('without a connection the time runs all the same', async () => {
  share(1);
  echo();
  lose();
  await time.pass(2 * MINUTE);
  reporter.tick();
  assert.equal(over.length, 1);
  live();
  assert.equal(feed.sent.length, 1);
});

test('what comes after it has no end of its own', async () => {
  share(1);
  await time.pass(MINUTE);
  reporter.tick();
  reporter.take(PLACE);
  assert.equal('until' in feed.sent.at(-1), false);
});

test('in another room nothing is left of it but the time', () => {
  share(15);
  enter();
  assert.equal(feed.sent.at(-1).until, SERVER + 15 * MINUTE);
  assert.equal(heard.length, 0);
});

test('a former server, which ends nothing, is told that one leaves', async () => {
  share(1);
  const { until, ...known } = feed.sent.at(-1);
  echo(known);
  await time.pass(MINUTE);
  reporter.tick();
  assert.equal(over.length, 1);
  assert.deepEqual(feed.sent.at(-1), { id: 'me', left: true });
});
