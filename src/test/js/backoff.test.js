import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoff } from '../../main/webapp/lib/backoff.js';

test('each attempt may wait twice as long as the one before, up to 30 s', (context) => {
  context.mock.method(Math, 'random', () => 1);
  assert.deepEqual([0, 1, 2, 3, 4, 5, 50].map((n) => backoff(n)), [1000, 2000, 4000, 8000, 16000, 30000, 30000]);
});

test('what the server wants is waited at least', (context) => {
  context.mock.method(Math, 'random', () => 0);
  assert.equal(backoff(0), 0);
  assert.equal(backoff(3, 2000), 2000);
});
