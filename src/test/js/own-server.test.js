import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './kit/browser.js';
import { settled } from './kit/clock.js';

let browser;
let ownWords;
let loads = 0;

beforeEach(async () => {
  browser = fakeBrowser();
  ({ ownWords } = await import(`../../main/webapp/lib/own-server.js?page=${loads++}`));
});

test('our own server says so, and is asked once', async () => {
  const words = Promise.all([ownWords('invite.plain'), ownWords('position.insecure')]);
  await browser.request(({ url }) => url.pathname === '/live/api/about').answer({ own: true });
  assert.deepEqual(await words, ['invite.plainOwn', 'position.insecureOwn']);
  assert.equal(browser.requests.length, 1);
});

test('in a container, and where nobody answers, the words are those that always hold', async () => {
  const words = ownWords('invite.plain');
  await browser.request(({ url }) => url.pathname === '/live/api/about').answer({ own: false });
  assert.equal(await words, 'invite.plain');
  ({ ownWords } = await import(`../../main/webapp/lib/own-server.js?page=${loads++}`));
  const unknown = ownWords('invite.plain');
  await browser.request(({ url }) => url.pathname === '/live/api/about').refuse(404);
  assert.equal(await unknown, 'invite.plain');
});

test('every key that is asked for has both words, in both languages', async () => {
  for (const language of ['words', 'words.zh-CN']) {
    const { default: words } = await import(`../../main/webapp/lib/${language}.js`);
    for (const key of ['index.secure.advice', 'invite.plain', 'position.insecure']) {
      assert.ok(words[key] && words[`${key}Own`].includes('--self-signed'), key);
    }
  }
});

/** What the dialog is made of. */
class FakeElement extends EventTarget {
  dataset = {};
  hidden = true;
  textContent = '';
  setAttribute() {}
  getAttribute() {}
  showModal() {}
}

async function invited(secure, placed = true) {
  browser.window.isSecureContext = secure;
  const names = ['dialog', 'close', 'here', 'fresh', 'words', 'go', 'picture', 'noPicture', 'link', 'local', 'copy', 'share', 'done'];
  const parts = Object.fromEntries([...names, ...(placed ? ['plain', 'both', 'watch'] : [])].map((name) => [name, new FakeElement()]));
  const { Invite } = await import(`../../main/webapp/lib/invite.js?page=${loads++}`);
  new Invite(parts, { room: () => 'room', enter: () => undefined, title: 'invite.heading', text: 'invite.text' }).open();
  await settled();
  return parts.plain;
}

test('who invites by a link of plain http is told that its followers cannot share', async () => {
  const warning = await invited(false);
  assert.equal(warning.hidden, false);
  assert.match(warning.textContent, /can't share/);
});

test('a link of https, or of a page that shares no positions, comes without a warning', async () => {
  assert.ok((await invited(true))?.hidden ?? true);
  assert.equal(await invited(false, false), undefined);
});
