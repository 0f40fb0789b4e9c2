import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './kit/browser.js';
import { FakeClock } from './kit/clock.js';

let field;
let note;
let renamed;
let NameField;

beforeEach(async () => {
  new FakeClock().install();
  fakeBrowser();
  ({ NameField } = await import('../../main/webapp/lib/name-field.js'));
  field = Object.assign(new EventTarget(), { value: '', setAttribute: (name, value) => (field[name] = value) });
  note = { dataset: {}, hidden: true, textContent: '' };
  renamed = [];
});

const make = () => new NameField(field, note, (name) => renamed.push(name));

function type(value) {
  field.value = value;
  field.dispatchEvent(new Event('change'));
}

test('a name is cleaned in the field, and that is said', () => {
  make();
  type(' Ann\u200e ');
  assert.equal(field.value, 'Ann');
  assert.deepEqual(renamed, ['Ann']);
  assert.equal(note.textContent, 'Signs that nobody can see were left out of your name.');
  type('Bea ');
  assert.equal(note.hidden, true);
});

test('a name of nothing that can be seen is none', () => {
  make();
  type('\u3164');
  assert.deepEqual(renamed, ['']);
  assert.equal(note.textContent, 'A name needs something that can be seen.');
  type('');
  assert.equal(note.hidden, true);
});

test('a name that was kept before there was this rule is cleaned at the start', () => {
  window.localStorage.setItem('echolocate.name', 'Ann\u200e');
  assert.equal(make().name, 'Ann');
});

test('what the server does not allow is said until there is another name', () => {
  const names = make();
  names.refused({ name: 'X', instead: '' });
  assert.equal(note.textContent, 'The server does not allow this name. The others see you without it.');
  assert.equal(field['aria-invalid'], true);
  names.refused({ name: 'X', instead: 'Ann' });
  assert.equal(note.textContent, 'The server does not allow this name. The others see you as Ann.');
  names.refused(undefined);
  assert.equal(note.hidden, true);
  assert.equal(field['aria-invalid'], false);
});
