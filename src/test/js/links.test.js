import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pieces } from '../../main/webapp/lib/chat/links.js';

/** What is a link in brackets: 'see [https://a.example/]'. */
const shown = (text) => pieces(text).map((piece) => (typeof piece === 'string' ? piece : `<${piece.text}>`)).join('');

for (const [text, expected] of [
  ['no link', 'no link'],
  ['', ''],
  ['https://a.example', '<https://a.example>'],
  ['see HTTP://a.example/b?c=d#e now', 'see <HTTP://a.example/b?c=d#e> now'],
  ['https://a.example/. And http://b.example/?q=1, too!', '<https://a.example/>. And <http://b.example/?q=1>, too!'],
  ['(https://a.example/b)', '(<https://a.example/b>)'],
  ['https://a.example/b_(c)', '<https://a.example/b_(c)>'],
  ['(see https://a.example/b_(c)).', '(see <https://a.example/b_(c)>).'],
  ['"https://a.example/b"', '"<https://a.example/b>"'],
  ['<https://a.example/b>', '<<https://a.example/b>>'],
  ["'https://a.example/b'...", "'<https://a.example/b>'..."],
  ['看https://a.example/b这里', '看<https://a.example/b>这里'],
  ['在（https://a.example/b）见。https://b.example。', '在（<https://a.example/b>）见。<https://b.example>。'],
  ['http://[::1]:8080/a', '<http://[::1]:8080/a>'],
  ['line\nhttps://a.example\nline', 'line\n<https://a.example>\nline'],
  ['javascript:alert(1) data:text/html,x ftp://a.example mailto:a@b.example', 'javascript:alert(1) data:text/html,x ftp://a.example mailto:a@b.example'],
  ['https:// https://: http://?', 'https:// https://: http://?'],
  ['https://bank.example@evil.example/', 'https://bank.example@evil.example/'],
  ['xhttps://a.example', 'xhttps://a.example'],
  ['https://例子.example', 'https://例子.example'],
]) {
  test(`in ${JSON.stringify(text)}`, () => assert.equal(shown(text), expected));
}

test('nothing of what was said is lost, and a link leads where it says', () => {
  const text = 'a https://a.example/%E4%BD%A0?x=1&y=2, b';
  assert.deepEqual(pieces(text), ['a ', { href: 'https://a.example/%E4%BD%A0?x=1&y=2', text: 'https://a.example/%E4%BD%A0?x=1&y=2' }, ', b']);
});

test('a long text takes no long time', () => {
  const text = `https://a.example/${')'.repeat(2000)}`;
  assert.equal(pieces(text)[0].text, 'https://a.example/');
});
