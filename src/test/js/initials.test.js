import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialsOf } from '../../main/webapp/lib/initials.js';

test('up to two characters tell people apart', () => {
  const names = { 'Person 39': '39', 'Person 46': '46', 'Person 5': 'P5', 'Person 139': '39', Ann: 'A', 'ann lee': 'AL', 'Mei 小美': 'M小', 小美: '小' };
  for (const [name, initials] of Object.entries(names)) {
    assert.equal(initialsOf(name), initials, name);
  }
});

test('numbers, signs and pictures have theirs, too', () => {
  assert.equal(initialsOf('7'), '7');
  assert.equal(initialsOf('007'), '07');
  assert.equal(initialsOf('  Bo  2 '), 'B2');
  assert.equal(initialsOf('😀 Ann'), '😀A');
  assert.equal(initialsOf(' '), '?');
});
