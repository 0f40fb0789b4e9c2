import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser, fakeElement } from './kit/browser.js';
import { FakeClock } from './kit/clock.js';

class FakeButton extends EventTarget {
  dataset = {};
  textContent = '';
  attributes = {};
  setAttribute = (name, value) => (this.attributes[name] = String(value));
  removeAttribute = (name) => delete this.attributes[name];
  focus = () => (focused = this);
  click = () => this.dispatchEvent(new Event('click'));
}

let ChatPanel;
let parts;
let narrow;
let browser;
let clock;
let focused;
let opened;

beforeEach(async () => {
  clock = new FakeClock().install();
  browser = fakeBrowser();
  browser.elements.announcer = fakeElement('announcer');
  ({ ChatPanel } = await import('../../main/webapp/lib/chat/chat-panel.js'));
  const names = ['chat', 'others', 'tabs', 'othersTab', 'chatTab', 'toggle', 'words', 'close'];
  parts = { frame: { dataset: {} }, ...Object.fromEntries(names.map((name) => [name, new FakeButton()])) };
  narrow = Object.assign(new EventTarget(), { matches: false });
  opened = 0;
});

const make = () => new ChatPanel(parts, narrow, (open) => (opened += open));
const shown = () => ['chat', 'others', 'tabs', 'toggle'].filter((name) => !parts[name].hidden);

test('on a desktop a button opens it beside the others, which is remembered', () => {
  make();
  assert.deepEqual(shown(), ['others', 'toggle']);
  parts.toggle.click();
  assert.deepEqual(shown(), ['chat', 'others', 'toggle']);
  assert.equal(parts.toggle.attributes['aria-expanded'], 'true');
  assert.equal(opened, 1);
  make();
  assert.deepEqual(shown(), ['chat', 'others', 'toggle']);
});

test('whoever closes it is back at the button', () => {
  make();
  parts.toggle.click();
  parts.close.click();
  assert.equal(focused, parts.toggle);
  assert.equal(parts.frame.dataset.chat, 'closed');
  make();
  assert.deepEqual(shown(), ['others', 'toggle']);
});

test('on a phone there are two tabs, gone through by the arrow keys', () => {
  narrow.matches = true;
  make();
  assert.deepEqual(shown(), ['others', 'tabs']);
  parts.tabs.dispatchEvent(Object.assign(new Event('keydown'), { key: 'ArrowRight' }));
  assert.deepEqual(shown(), ['chat', 'tabs']);
  assert.equal(focused, parts.chatTab);
  assert.deepEqual([parts.chatTab.attributes['aria-selected'], parts.chatTab.tabIndex, parts.othersTab.tabIndex], ['true', 0, -1]);
  assert.equal(parts.chat.attributes.role, 'tabpanel');
  parts.tabs.dispatchEvent(Object.assign(new Event('keydown'), { key: 'Home' }));
  assert.deepEqual(shown(), ['others', 'tabs']);
});

test('a window that becomes wide shows both', () => {
  narrow.matches = true;
  make();
  parts.chatTab.click();
  narrow.matches = false;
  narrow.dispatchEvent(new Event('change'));
  assert.deepEqual(shown(), ['chat', 'others', 'toggle']);
  assert.equal(parts.chat.attributes.role, undefined);
});

test('what is unread stands on both buttons, and is told aloud where nobody sees it', async () => {
  const panel = make();
  panel.unread = 2;
  assert.deepEqual([parts.chatTab.textContent, parts.words.textContent], ['Chat (2)', 'Chat (2)']);
  await clock.pass(2000);
  assert.equal(browser.elements.announcer.textContent, '2 new messages');
  panel.unread = 0;
  assert.equal(parts.words.textContent, 'Chat');
});
