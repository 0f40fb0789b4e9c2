import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleaned, LONGEST } from '../../main/webapp/lib/name.js';

test('what nobody can see is left out of a name', () => {
  assert.equal(cleaned('Ann\u200e'), 'Ann');
  assert.equal(cleaned(' \u202eA\u0000n\u2028n\ufeff '), 'Ann');
  assert.equal(cleaned('\ud800Ann'), 'Ann');
});

test('a name of which nothing can be seen is none', () => {
  for (const empty of ['', '  ', '\u200d', '\u3164', '\u2800', '\u0301', '\u200e']) {
    assert.equal(cleaned(empty), '', JSON.stringify(empty));
  }
});

test('names of all scripts stay as they are', () => {
  for (const name of ['小美', 'Zoë', 'علی‌رضا', 'ශ්‍රී', '👩‍👩‍👧', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'a b']) {
    assert.equal(cleaned(name), name);
  }
});

test('a name that is too long is cut between two characters', () => {
  assert.equal(cleaned(`${'a'.repeat(LONGEST - 1)}👩`), 'a'.repeat(LONGEST - 1));
  assert.equal(cleaned('b'.repeat(100)).length, LONGEST);
});
