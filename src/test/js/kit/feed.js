// A feed in a browser that is played: for tests of what it says, hears and does. Importing it prepares each test.

import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import { Feed } from '../../../main/webapp/lib/feed.js';
import { feedRoute } from '../../../main/webapp/lib/route.js';
import { fakeBrowser, fakeLocks } from './browser.js';
import { FakeClock, settled } from './clock.js';

export const NOON = Date.UTC(2026, 10, 29, 12);
export let clock;
export let browser;
export let feed;
export let states;
export let items;
export let met;
export let own;
export let errors;
/** What goes out over HTTP beside messages: hello, beat and bye, each a message or a list. */
export let words;

beforeEach(() => {
  clock = new FakeClock(NOON).install();
  browser = fakeBrowser({ locks: fakeLocks() });
  Math.random = () => 0;
  words = {};
});

// so that its permit is free
afterEach(() => feed.close());

export async function begin(options) {
  if (options) {
    browser = fakeBrowser({ locks: fakeLocks(), ...options });
  }
  [states, items, met, own, errors] = [[], [], [], [], []];
  const on = {
    state: (state) => states.push(state),
    frame: (frame) => items.push(...frame.items),
    you: (you) => met.push(you),
    secret: (made) => own.push(made),
    error: (error) => errors.push(error),
  };
  const said = (what) => () => [words[what] ?? []].flat();
  const route = { ...feedRoute('chat', 'room'), hello: said('hello'), beat: said('beat'), bye: said('bye') };
  feed = new Feed(route, on);
  feed.open();
  await settled();
}

export const frame = (cursor, ...more) => Object.assign({ cursor, items: [] }, ...more);
export const state = () => states.at(-1);
export const query = ({ url }) => Object.fromEntries(new URL(url).searchParams);
export const posts = () => browser.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
export const gets = () => browser.requests.filter(({ method }) => method === 'GET');

export async function liveByWebSocket(first = frame('a', { beat: 20, now: NOON })) {
  await begin();
  await browser.socket().say(first);
  assert.deepEqual(state(), { state: 'live', transport: 'websocket' });
}

export async function liveBySse(first = frame('a', { beat: 20, now: NOON })) {
  await begin({ webSocket: false });
  await browser.request().say(first);
  assert.deepEqual(state(), { state: 'live', transport: 'sse' });
}
