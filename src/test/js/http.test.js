import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemOf, retryAfter } from '../../main/webapp/lib/transports/http.js';

const asked = (headers) => retryAfter(new Response('', { headers }));

test('a server is left alone for as many seconds as it says', () => {
  assert.equal(asked({ 'Retry-After': '7' }), 7000);
  assert.equal(asked({}), 0);
  assert.equal(asked({ 'Retry-After': 'soon' }), 0);
});

test('nobody waits for a day (C18)', () => {
  assert.equal(asked({ 'Retry-After': '86400' }), 300000);
  assert.equal(asked({ 'Retry-After': '99999999999999999999' }), 300000);
});

test('a date is meant by the clock of the server, whatever the device takes for the time (C18)', () => {
  const Date = 'Sun, 29 Nov 2020 12:00:00 GMT';
  assert.equal(asked({ Date, 'Retry-After': 'Sun, 29 Nov 2020 12:00:20 GMT' }), 20000);
  assert.equal(asked({ Date, 'Retry-After': 'Mon, 30 Nov 2020 12:00:00 GMT' }), 300000);
  assert.equal(asked({ Date, 'Retry-After': 'Sun, 29 Nov 2020 11:00:00 GMT' }), 0);
});

test('only problem details are words of ours', async () => {
  const body = JSON.stringify({ code: 'bad_at', detail: 'too early', now: 5 });
  const problem = new Response(body, { status: 400, headers: { 'Content-Type': 'application/problem+json' } });
  assert.deepEqual(await problemOf(problem), { code: 'bad_at', message: 'too early', now: 5 });
  assert.equal(await problemOf(new Response(body, { status: 400, headers: { 'Content-Type': 'text/html' } })), undefined);
});
