import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './kit/browser.js';
import { FakeClock, settled } from './kit/clock.js';

const SERVER = Date.UTC(2026, 10, 29, 9);
let time;
let browser;
let device;
let parts;
let feed;
let sharing;
let badName;
let asked;
let answered;
let loads = 0;

/** What the page's elements are to these modules. */
class FakeElement extends EventTarget {
  dataset = {};
  hidden = false;
  textContent = '';

  press() {
    this.dispatchEvent(new Event('click'));
  }
}

beforeEach(async () => {
  time = new FakeClock().install();
  browser = fakeBrowser();
  browser.window.isSecureContext = true;
  document.getElementById = () => ({});
  device = { watchPosition: (found, failed) => Object.assign(device, { found, failed }) && 1, clearWatch() {} };
  navigator.geolocation = device;
  const { Sharing } = await import(`../../main/webapp/lib/sharing.js?page=${loads++}`);
  parts = Object.fromEntries(['share', 'walk', 'shared', 'words', 'note', 'until', 'more'].map((name) => [name, new FakeElement()]));
  parts.note.hidden = true;
  badName = undefined;
  asked = [];
  answered = 0;
  sharing = new Sharing(parts, 'Ann', { badName: (bad) => (badName = bad), ask: (isOver) => asked.push(isOver), near: () => undefined, answered: () => answered++ });
  feed = { live: false, buffered: 0, sent: [], clock: { now: () => SERVER + time.monotonic } };
  feed.send = async (item) => {
    feed.sent.push(item);
    return 'sent';
  };
  sharing.feed = feed;
});

async function live() {
  feed.live = true;
  sharing.line = { state: 'live', transport: 'websocket' };
  sharing.id = 'me';
  await settled();
}

function lose(state) {
  feed.live = false;
  sharing.line = { state: 'retrying', ...state };
}

const find = (latitude, longitude, more) => device.found({ coords: { latitude, longitude, ...more } });
const echo = () => sharing.heard({ items: [feed.sent.at(-1)] });

async function tick(seconds) {
  for (let n = 0; n < seconds; n++) {
    await time.pass(1000);
    sharing.tick();
  }
}

test('two sentences: what the others have, and whose position it is', async () => {
  await sharing.enter('', true);
  assert.equal(parts.words.dataset.state, 'asking');
  assert.equal(parts.shared.hidden, true);
  await live();
  find(1, 2, { accuracy: 12 });
  assert.equal(parts.words.textContent, 'The position is that of this device. Accuracy: ±12 m');
  assert.equal(parts.shared.textContent, 'Not shared yet.');
  echo();
  assert.equal(parts.shared.textContent, 'Shared, now.');
  await tick(3);
  assert.equal(parts.shared.textContent, 'Shared, 3s ago.');
  assert.equal(parts.shared.dataset.state, 'shared');
});

test('what keeps it from being shared is said, with how long ago it was', async () => {
  await sharing.enter('', true);
  await live();
  find(1, 2);
  echo();
  await tick(14);
  lose();
  assert.equal(parts.shared.textContent, 'Not shared: no connection. Last shared 14s ago.');
  assert.equal(parts.shared.dataset.state, 'unshared');
  await live();
  echo();
  assert.equal(parts.shared.textContent, 'Shared, now.');
  sharing.refused({ code: 'too_fast', message: 'no' });
  assert.equal(parts.shared.textContent, 'Not shared: that came too fast. Wait a moment, then go on more slowly. Last shared now.');
  lose({ state: 'ended' });
  assert.match(parts.shared.textContent, /^Not shared: /);
});

test('a refusal of nothing that is shared is not said here', () => {
  assert.equal(sharing.refused({ code: 'x', message: 'no' }), false);
  assert.equal(parts.shared.hidden, true);
});

test('mistakes of the device are named, and nobody jumps', async () => {
  await sharing.enter('', true);
  await live();
  find(47.37, 8.54, { accuracy: 12 });
  find(47.4, 8.56, { accuracy: 5000 });
  assert.equal(parts.words.dataset.state, 'coarse');
  assert.match(parts.words.textContent, /±5\.0 km/);
  find(0, 0);
  assert.equal(parts.words.dataset.state, 'nowhere');
  find(47.371, 8.541, { accuracy: 10 });
  assert.equal(parts.words.dataset.state, 'accurate');
  assert.deepEqual(feed.sent.map(({ lat }) => lat), [47.37, 47.371]);
});

test('from the walk to the device it is another trail: a goodbye lies between', async () => {
  parts.walk.press();
  await live();
  assert.equal(parts.words.dataset.state, 'walking');
  parts.share.press();
  sharing.agree();
  await settled();
  find(1, 2);
  await settled();
  assert.deepEqual(feed.sent.map(({ left, lat }) => left ?? lat === 1), [false, true, true]);
  assert.equal(parts.walk.dataset.sharing, false);
  assert.equal(parts.share.dataset.sharing, true);
});

test('who stops shares nothing, also after a reload', async () => {
  await sharing.enter('', true);
  await live();
  find(1, 2);
  parts.share.press();
  assert.equal(parts.shared.hidden, true);
  assert.equal(parts.words.textContent, 'You are not sharing your position.');
  await settled();
  assert.deepEqual(feed.sent.at(-1), { id: 'me', left: true });
  await sharing.enter('', true);
  assert.equal(sharing.active, false);
});

test('who stands still is un-paused with the last fix, and told once the others have it', async () => {
  await sharing.enter('', true);
  await live();
  find(1, 2);
  echo();
  await browser.hide(true);
  assert.equal(feed.sent.at(-1).paused, true);
  await time.pass(65000);
  await browser.hide(false);
  // a late word of the pause is none of its end
  sharing.heard({ items: [feed.sent.at(-2)] });
  const { paused, lat } = feed.sent.at(-1);
  assert.deepEqual([paused, lat], [undefined, 1]);
  assert.equal(parts.note.hidden, true);
  echo();
  assert.match(parts.note.textContent, /01:05/);
});

test('back by the back/forward cache it is the same, whatever the line has become meanwhile', async () => {
  await sharing.enter('', true);
  await live();
  find(1, 2);
  echo();
  await browser.fire('pagehide', { persisted: true });
  assert.equal(feed.sent.at(-1).paused, true);
  await browser.fire('pageshow', { persisted: true });
  // that went into a socket that was dead
  lose();
  await live();
  assert.equal(feed.sent.at(-1).paused, undefined);
  assert.ok(feed.sent.at(-1).at > feed.sent.at(-2).at);
});

test('a walk goes on in a hidden page, and stands when the page is frozen', async () => {
  parts.walk.press();
  await live();
  await browser.hide(true);
  assert.equal(feed.sent.at(-1).paused, undefined);
  await browser.fire('freeze', { on: document });
  assert.equal(feed.sent.at(-1).paused, true);
});

test('a name that the server refuses is told, and nothing else', async () => {
  await sharing.enter('', true);
  await live();
  find(1, 2);
  sharing.refused({ code: 'bad_name', message: 'no' });
  assert.deepEqual(badName, { name: 'Ann', instead: '' });
  echo();
  assert.equal(parts.shared.dataset.state, 'shared');
  sharing.rename('Bea');
  assert.equal(badName, undefined);
});

test('a denied position is taken back', async () => {
  await sharing.enter('', true);
  await live();
  find(1, 2);
  echo();
  device.failed({ code: 1 });
  assert.equal(parts.words.dataset.state, 'denied');
  assert.equal(parts.shared.hidden, true);
  assert.deepEqual(feed.sent.at(-1), { id: 'me', left: true });
});

test('a room that a link names asks first, and nothing leaves before somebody agrees', async () => {
  await sharing.enter('a', false);
  assert.deepEqual(asked, [false]);
  assert.equal(device.found, undefined, 'the device is not asked');
  await live();
  sharing.look();
  assert.equal(answered, 1);
  assert.equal(sharing.active, false);
  parts.share.press();
  assert.deepEqual(asked, [false, false]);
  sharing.agree(15);
  assert.equal(sharing.active, true);
  find(1, 2);
  assert.equal(feed.sent.length, 1);
  assert.equal(feed.sent[0].until, SERVER + time.monotonic + 15 * 60000);
  assert.equal(parts.until.hidden, false);
  assert.match(parts.until.textContent, /\(15:00 left\)/);
});

test('agreed to before the server is heard of, the time counts from the tap, by the clock of the server', async () => {
  await sharing.enter('a', false);
  sharing.agree(60);
  find(1, 2);
  await time.pass(5000);
  await live();
  assert.deepEqual(feed.sent.map(({ until }) => until), [SERVER + 60 * 60000]);
});

test('a return goes on by itself in that room until that time, and in no other', async () => {
  await sharing.enter('a', false);
  await live();
  sharing.agree(15);
  find(1, 2);
  sharing.feed = undefined;
  await sharing.enter('b', false);
  assert.equal(sharing.active, false);
  assert.deepEqual(asked, [false, false]);
  await sharing.enter('a', false);
  assert.equal(sharing.active, true);
  sharing.feed = feed;
  await live();
  find(3, 4);
  assert.equal(feed.sent.at(-1).until, SERVER + 15 * 60000);
});

test('when the time comes, the device is let go, and the card asks again', async () => {
  await sharing.enter('a', false);
  await live();
  sharing.agree(15);
  find(1, 2);
  echo();
  await tick(15 * 60);
  assert.equal(sharing.active, false);
  assert.deepEqual(asked, [false, true]);
  assert.equal(parts.until.hidden, true);
  assert.equal(parts.more.hidden, true);
  assert.equal(feed.sent.length, 1, 'the server knows');
  await sharing.enter('a', false);
  assert.equal(sharing.active, false, 'it holds no more');
});

test('an hour more is said to the server, and kept', async () => {
  await sharing.enter('a', false);
  await live();
  sharing.agree(15);
  find(1, 2);
  parts.more.press();
  assert.equal(feed.sent.at(-1).until, SERVER + 75 * 60000);
  await tick(20 * 60);
  assert.equal(sharing.active, true);
});

test('stop ends it for this window and for new ones, a walk as well', async () => {
  await sharing.enter('a', false);
  await live();
  sharing.agree(undefined);
  find(1, 2);
  assert.equal('until' in feed.sent.at(-1), false);
  assert.equal(parts.until.hidden, true);
  parts.walk.press();
  await settled();
  parts.walk.press();
  asked = [];
  await sharing.enter('a', false);
  assert.equal(sharing.active, false);
  assert.deepEqual(asked, [], 'who stopped here is not asked by itself');
  await sharing.enter('b', false);
  assert.deepEqual(asked, [false]);
});

test('where only this machine can come, the browser asks, and nothing is kept of it', async () => {
  await sharing.enter('', Promise.resolve(true));
  assert.equal(sharing.active, true);
  assert.deepEqual(asked, []);
  parts.share.press();
  assert.equal(sharing.active, false);
  parts.share.press();
  assert.equal(sharing.active, true, 'without a card');
  assert.equal(window.localStorage.getItem('echolocate.consent'), null);
});

test('a room that is left before that is known asks nothing', async () => {
  const first = sharing.enter('', Promise.resolve(true));
  const second = sharing.enter('a', false);
  await Promise.all([first, second]);
  assert.equal(sharing.active, false);
  assert.deepEqual(asked, [false]);
});

test('where the browser gives no position, that is said, and no card', async () => {
  browser.window.isSecureContext = false;
  await sharing.enter('a', false);
  assert.equal(parts.words.dataset.state, 'insecure');
  assert.deepEqual(asked, []);
});
