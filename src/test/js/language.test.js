import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { say, setLanguage } from '../../main/webapp/lib/language.js';
import { fakeBrowser, FakeParent } from './kit/browser.js';

beforeEach(() => {
  fakeBrowser();
  setLanguage('en');
});

for (const language of ['en', 'zh-CN']) {
  test(`options of the command line are code, which does not wrap: ${language}`, () => {
    setLanguage(language);
    const words = new FakeParent();
    say(words, 'invite.local');
    const options = words.children.filter((child) => child.className === 'option');
    assert.deepEqual(
      options.map((option) => [option.name, option.textContent]),
      [['code', '--host'], ['code', '--self-signed']],
    );
    assert.match(words.textContent, /--host 0\.0\.0\.0 --self-signed/);
  });
}

test('what is said again and is the same stays, so that nobody hears it twice', () => {
  const words = new FakeParent();
  say(words, 'invite.local');
  const before = words.children;
  say(words, 'invite.local');
  assert.equal(words.children, before);
  say(words, 'invite.qr');
  assert.deepEqual(words.children.map((child) => child.textContent ?? child), ['The link as a QR code']);
});

test('also where the HTML has said it already', () => {
  const words = new FakeParent();
  words.textContent = 'This link works on this machine only. For phones, start the server with --host 0.0.0.0 --self-signed, and open this page by the address that it prints.';
  say(words, 'invite.local');
  assert.equal(words.children.filter((child) => child.name === 'code').length, 2);
});
