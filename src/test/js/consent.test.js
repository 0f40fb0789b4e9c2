import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './kit/browser.js';

const HOUR = 3600000;
let now;
let consent;

beforeEach(async () => {
  fakeBrowser();
  now = Date.UTC(2026, 0, 1);
  const { Consent } = await import('../../main/webapp/lib/consent.js');
  consent = new Consent(() => now);
});

test('what was agreed to holds in its room, and in no other', () => {
  consent.give('a', now + HOUR);
  assert.deepEqual(consent.of('a'), { until: now + HOUR });
  assert.equal(consent.of('b'), undefined);
  assert.equal(consent.of(''), undefined);
  assert.equal(consent.of('constructor'), undefined);
});

test('what is withdrawn does not hold any more', () => {
  consent.give('a');
  consent.give('b', now + HOUR);
  consent.withdraw('a');
  assert.equal(consent.of('a'), undefined);
  assert.deepEqual(consent.of('b'), { until: now + HOUR });
  consent.withdraw('b');
  assert.equal(window.localStorage.getItem('echolocate.consent'), null);
});

test('a time that is long over is over, whatever the clock of the device', () => {
  consent.give('a', now + HOUR);
  now += 12.5 * HOUR;
  assert.deepEqual(consent.of('a'), { until: now - 11.5 * HOUR }, 'the server decides');
  now += HOUR;
  assert.equal(consent.of('a'), undefined);
});

test('without an end, it is asked for again once it was not used for long', () => {
  consent.give('a');
  assert.deepEqual(consent.of('a'), { until: undefined });
  now += 36 * HOUR;
  assert.deepEqual(consent.of('a'), { until: undefined });
  now += 1;
  assert.equal(consent.of('a'), undefined);
});

test('twenty rooms are remembered, the last ones', () => {
  for (let n = 0; n < 30; n++) {
    consent.give(`room${n}`, now + HOUR);
  }
  consent.give('room10', now + 2 * HOUR);
  assert.equal(consent.of('room9'), undefined);
  assert.deepEqual(consent.of('room10'), { until: now + 2 * HOUR });
  assert.deepEqual(consent.of('room29'), { until: now + HOUR });
});

test('what is kept and makes no sense is nothing', () => {
  for (const kept of ['x', 'null', '5', '[]', '{"a":null}', '{"a":5}', '{"a":{}}', '{"a":{"used":1,"until":"x"}}', '{"a":{"used":"x","until":1}}']) {
    window.localStorage.setItem('echolocate.consent', kept);
    assert.equal(consent.of('a'), undefined, kept);
    consent.give('b', now + HOUR);
    assert.deepEqual(consent.of('b'), { until: now + HOUR }, kept);
  }
});

test('where nothing can be kept, nothing holds later, and nothing breaks', () => {
  Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('forbidden'); }, configurable: true });
  consent.give('a', now + HOUR);
  assert.equal(consent.of('a'), undefined);
  consent.withdraw('a');
});
