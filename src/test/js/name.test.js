// The cases are the server's, too (WordsTest): one rule for all names.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cleanName, isName, MAX_NAME } from '../../main/webapp/lib/name.js';

const cases = JSON.parse(readFileSync(new URL('../resources/names.json', import.meta.url), 'utf8'));

test('a name is taken as it is', () => {
  for (const name of cases.names) {
    assert.ok(isName(name), name);
    assert.equal(cleanName(name), name.normalize('NFC').replaceAll('\u00a0', ' '));
  }
});

test('what has no place in a name is left out', () => {
  for (const [text, name] of Object.entries(cases.cleaned)) {
    assert.equal(isName(text), false, JSON.stringify(text));
    assert.equal(cleanName(text), name, JSON.stringify(text));
    assert.ok(isName(cleanName(text)), JSON.stringify(text));
  }
});

test('what looks like nothing is no name', () => {
  for (const text of cases.nothing) {
    assert.equal(isName(text), false, JSON.stringify(text));
    assert.equal(cleanName(text), '', JSON.stringify(text));
  }
});

test('a letter with 31 accents keeps as many as a script needs', () => {
  const text = `e${'\u0301'.repeat(31)}`;
  assert.equal(isName(text), false);
  assert.equal(cleanName(text), `\u00e9${'\u0301'.repeat(6)}`);
});

test('spaces around it are none of it', () => {
  assert.equal(cleanName(' \u00a0Ann \u3000 Lee\n'), 'Ann Lee');
});

test('what is too long is cut between characters, and what a cut leaves is a name', () => {
  assert.equal(cleanName('x'.repeat(MAX_NAME + 1)), 'x'.repeat(MAX_NAME));
  assert.equal(cleanName('\u{1F600}'.repeat(40)), '\u{1F600}'.repeat(MAX_NAME));
  assert.equal(cleanName('\u{1F468}\u200d\u{1F469}', 2), '\u{1F468}');
  assert.equal(cleanName(`${'x'.repeat(31)} y`), 'x'.repeat(31));
});
