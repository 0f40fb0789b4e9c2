import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Fallback } from '../../main/webapp/lib/fallback.js';

const DOWN = { code: 0, reason: '', terminal: false, floor: 0 };
const FORBIDDEN = { code: 403, reason: 'no', terminal: true, floor: 0 };
let fallback;

beforeEach(() => {
  fallback = new Fallback();
});

test('what fails to open is followed by the next, and all by a pause', () => {
  const tried = [fallback.restart()];
  let verdict;
  while (!(verdict = fallback.failed(tried.at(-1), DOWN)).retry) {
    tried.push(verdict.next);
  }
  assert.deepEqual(tried, ['websocket', 'sse', 'longPoll', 'poll']);
  assert.equal(verdict.retry.code, 0);
});

test('a refusal on all of HTTP ends it', () => {
  fallback.failed('websocket', DOWN);
  fallback.failed('sse', FORBIDDEN);
  fallback.failed('longPoll', { skipped: true });
  assert.deepEqual(fallback.failed('poll', FORBIDDEN), { end: FORBIDDEN });
});

test('where one of them was not refused, it goes on', () => {
  fallback.failed('sse', FORBIDDEN);
  assert.ok(fallback.failed('poll', DOWN).retry);
});

test('the last word of the server on a socket ends it', () => {
  const failure = { code: 1008, terminal: true };
  assert.deepEqual(fallback.failed('websocket', failure), { end: failure });
  assert.deepEqual(fallback.dropped('websocket', failure), { end: failure });
});

test('a busy server is left alone for as long as it wants', () => {
  fallback.failed('websocket', DOWN);
  assert.equal(fallback.failed('poll', { code: 503, terminal: false, floor: 9000 }).retry.floor, 9000);
});

test('the status of an answer says more than that no answer came', () => {
  fallback.failed('websocket', DOWN);
  fallback.failed('sse', { ...DOWN, code: 502 });
  assert.equal(fallback.failed('poll', DOWN).retry.code, 502);
});

test('what lived is tried first, unless it breaks again and again', () => {
  const drop = () => fallback.dropped('websocket', DOWN).from;
  assert.deepEqual([drop(), drop(), drop()], ['websocket', 'websocket', 'sse']);
  fallback.steady('websocket');
  assert.equal(drop(), 'websocket');
});

test('nothing is below polling', () => {
  const drop = () => fallback.dropped('poll', DOWN).from;
  assert.deepEqual([drop(), drop(), drop(), drop()], ['poll', 'poll', 'poll', 'poll']);
});

test('the way up is tried less and less often, and sooner where it worked before', () => {
  assert.deepEqual(Array.from({ length: 6 }, () => fallback.nextLook()), [30000, 60000, 120000, 240000, 300000, 300000]);
  fallback = new Fallback();
  fallback.works('websocket');
  assert.deepEqual([fallback.nextLook(), fallback.nextLook()], [5000, 10000]);
  fallback.lookSoon();
  assert.equal(fallback.nextLook(), 5000);
});

test('where WebSocket has worked, a server that is gone is awaited twice before anything else is tried', () => {
  const fail = () => (fallback.restart(), fallback.failed('websocket', DOWN).next ?? 'again');
  fallback.works('websocket');
  assert.deepEqual([fail(), fail(), fail()], ['again', 'again', 'sse']);
  fallback = new Fallback();
  assert.equal(fail(), 'sse');
});

test('better ones are tried from the best', () => {
  assert.deepEqual(fallback.above('poll'), ['websocket', 'sse', 'longPoll']);
  assert.deepEqual(fallback.above('websocket'), []);
});
