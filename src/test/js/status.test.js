import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { setLanguage } from '../../main/webapp/lib/language.js';
import { showFeed } from '../../main/webapp/lib/status.js';
import { fakeBrowser, fakeElement } from './kit/browser.js';
import { FakeClock } from './kit/clock.js';

/** One for all: what is said aloud waits for the time that the one before left. */
const clock = new FakeClock().install();
let browser;
let words;
let pill;
let explain;

beforeEach(async () => {
  browser = fakeBrowser();
  browser.elements.announcer = fakeElement('announcer');
  setLanguage('en');
  words = fakeElement();
  pill = fakeElement('status', { '.status-words': words });
  explain = fakeElement('explain');
  await clock.pass(60000);
});

const show = (state) => showFeed(state, pill, explain);
const shown = () => [words.textContent, explain.hidden ? undefined : explain.textContent];
const heard = (ms) => clock.monotonic - ms;

test('while it is live, nothing has to be explained', () => {
  show({ state: 'live', transport: 'websocket' });
  assert.deepEqual(shown(), ['Live over WebSocket', undefined]);
});

test('at first it connects, and nothing is old', () => {
  show({ state: 'connecting', lastHeard: undefined });
  assert.deepEqual(shown(), ['Connecting …', undefined]);
});

test('pill and sentence say for how long there has been no news, and go on saying it', async () => {
  show({ state: 'connecting', lastHeard: heard(31000), silent: true });
  assert.deepEqual(shown(), ['No news for 31s; connecting again …', 'The server has said nothing for 31s. What you see is from before.']);
  await clock.pass(3000);
  assert.deepEqual(shown(), ['No news for 34s; connecting again …', 'The server has said nothing for 34s. What you see is from before.']);
  await clock.pass(60000);
  assert.equal(shown()[0], 'No news for 1m; connecting again …');
  show({ state: 'live', transport: 'sse' });
  await clock.pass(5000);
  assert.deepEqual(shown(), ['Live over streaming (SSE)', undefined]);
});

test('a line that broke says why', () => {
  show({ state: 'retrying', seconds: 3, code: 1012, reason: 'restart', lastHeard: heard(2000) });
  assert.deepEqual(shown(), ['No news for 2s; again in 3 s', 'The connection was lost: the server is restarting. No news for 2s; what you see is from before.']);
});

test('one that fell silent says that', () => {
  show({ state: 'retrying', seconds: 1, code: 1006, reason: '', silent: true, lastHeard: heard(30000) });
  assert.deepEqual(shown(), ['No news for 30s; again in 1 s', 'The server has said nothing for 30s. What you see is from before.']);
});

test('who never got in says so, with the reason where there is one', () => {
  show({ state: 'retrying', seconds: 3, code: 1006, reason: '' });
  assert.deepEqual(shown(), ['Retrying in 3 s', 'No connection so far: the server does not answer, or it refuses this page.']);
  show({ state: 'retrying', seconds: 3, code: 503, reason: 'too many sessions', problem: 'too_many' });
  assert.equal(shown()[1], 'No connection so far: too many pages are open on this server. Close some, or try again later.');
  show({ state: 'retrying', seconds: 3, code: 502, reason: '' });
  assert.equal(shown()[1], 'No connection so far: the server, or something on the way to it, answered with an error.');
});

test('an end is in the language of the page', () => {
  setLanguage('zh-CN');
  show({ state: 'ended', code: 403, reason: "The page's origin", problem: 'foreign_origin' });
  assert.equal(words.textContent, '已结束');
  assert.match(explain.textContent, /^连接已结束，不再重试：服务器认为此页面属于别的网站。/);
  assert.doesNotMatch(explain.textContent, /The page/);
});

test('a countdown is not read aloud each second', async () => {
  show({ state: 'retrying', seconds: 9, code: 1006, reason: '' });
  await clock.pass(2000);
  assert.equal(browser.elements.announcer.textContent, 'Retrying in 9 s');
  browser.elements.announcer.textContent = '';
  show({ state: 'retrying', seconds: 8, code: 1006, reason: '' });
  await clock.pass(5000);
  assert.equal(browser.elements.announcer.textContent, '');
});

test('without a network it says that, and not that the server is silent', () => {
  navigator.onLine = false;
  show({ state: 'retrying', seconds: 2 });
  assert.match(shown()[1], /^This device has no network: nobody sees you/);
  show({ state: 'retrying', seconds: 2, lastHeard: heard(60000), code: 0 });
  assert.match(shown()[1], /^This device has no network. No news for/);
  navigator.onLine = true;
  show({ state: 'retrying', seconds: 2 });
  assert.match(shown()[1], /^No connection so far/);
});
