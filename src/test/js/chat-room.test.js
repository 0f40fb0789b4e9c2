import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { ChatRoom } from '../../main/webapp/lib/chat/chat-room.js';
import { Room } from '../../main/webapp/lib/room.js';
import { fakeBrowser, fakeLocks } from './kit/browser.js';
import { FakeClock, settled } from './kit/clock.js';

let clock;
let browser;
let room;
let chat;
let said;

beforeEach(() => {
  clock = new FakeClock().install();
  Math.random = () => 0;
});

afterEach(() => room.leave());

async function join(options) {
  browser = fakeBrowser({ locks: fakeLocks(), ...options });
  await again();
}

/** The page, or the same one after a reload. */
async function again() {
  said = [];
  const note = (what) => (...how) => said.push([what, ...how]);
  const on = Object.fromEntries(['recalled', 'inside', 'nameRefused', 'refused', 'state', 'frame', 'left', 'renewed'].map((what) => [what, note(what)]));
  chat = new ChatRoom(on);
  room = new Room('den', { state: () => undefined }, [chat], { door: 'chat' });
  room.join();
  await settled();
}

const frame = (...more) => Object.assign({ cursor: 'a', items: [], beat: 20 }, ...more);
const heard = (what) => said.filter(([each]) => each === what).map(([, ...how]) => how);
const post = () => browser.request(({ method }) => method === 'POST');

async function liveBySocket() {
  await join();
  await browser.socket().say(frame({ you: { secret: 'secret-of-mine' } }));
}

async function liveByStream() {
  await join({ webSocket: false });
  await browser.request().say(frame());
}

test('one enters by a name, and is inside when the feed says so', async () => {
  await liveBySocket();
  chat.enter('Ann');
  assert.deepEqual(browser.socket().sent, [{ name: 'Ann' }]);
  assert.equal(chat.name, undefined);
  await browser.socket().say(frame({ items: [{ name: 'Ann', joined: 1 }] }));
  assert.equal(chat.name, 'Ann');
  assert.deepEqual(heard('inside'), [['Ann']]);
  await clock.pass(20000);
  assert.deepEqual(heard('nameRefused'), []);
});

test('a name that is taken is refused, and the one before stays', async () => {
  await liveBySocket();
  chat.enter('Ann');
  await browser.socket().say(frame({ items: [{ name: 'Ann', joined: 1 }] }));
  chat.enter('Bea');
  await browser.socket().say({ error: { code: 'name_taken', message: 'somebody else has this name' } });
  assert.deepEqual(heard('nameRefused'), [[{ code: 'name_taken', message: 'somebody else has this name', name: 'Bea' }]]);
  assert.equal(chat.name, 'Ann');
});

test('where no answer comes, that is said', async () => {
  await liveBySocket();
  chat.enter('Ann');
  await clock.pass(8000);
  assert.deepEqual(heard('nameRefused'), [[{ code: 'noAnswer', message: '', name: 'Ann' }]]);
});

test('without a connection one enters nowhere, and hears it at once', async () => {
  await join();
  chat.enter('Ann');
  await settled();
  assert.deepEqual(heard('nameRefused'), [[{ code: 'notLive', message: '', name: 'Ann' }]]);
});

// A proxy that hides Host: whatever reads works, whatever says something is refused (A7)

test('joining that is refused says why, where the name is asked for', async () => {
  await liveByStream();
  chat.enter('Ann');
  await settled();
  assert.deepEqual(post().body, { name: 'Ann' });
  await post().refuse(403, 'foreign_origin', { message: "The page's origin is not this server's" });
  assert.deepEqual(heard('nameRefused'), [[{ code: 'foreign_origin', message: "The page's origin is not this server's", name: 'Ann' }]]);
  assert.deepEqual(heard('refused'), []);
  await clock.pass(10000);
  assert.equal(heard('nameRefused').length, 1);
});

test('joining that something on the way refuses says so, too', async () => {
  await liveByStream();
  chat.enter('Ann');
  await settled();
  await post().refuse(403);
  assert.deepEqual(heard('nameRefused'), [[{ code: '403', message: '', name: 'Ann' }]]);
});

test('a message that is refused says why, with its reference', async () => {
  await liveByStream();
  const outcome = chat.say({ text: 'hello', ref: 'r' });
  await settled();
  await post().refuse(403, 'foreign_origin', { message: 'no' });
  assert.equal(await outcome, 'refused');
  assert.deepEqual(heard('refused'), [[{ code: 'foreign_origin', message: 'no', now: undefined, ref: 'r' }]]);
  assert.deepEqual(heard('nameRefused'), []);
});

test('a message that somebody without a name sends asks for one', async () => {
  await liveBySocket();
  chat.say({ text: 'hello', ref: 'r' });
  await browser.socket().say({ error: { code: 'name_needed', message: 'say who you are first', ref: 'r' } });
  assert.deepEqual(heard('nameRefused'), [[{ code: 'name_needed', message: 'say who you are first', name: undefined }]]);
  assert.equal(heard('refused').length, 1);
});

// Who one is

test('after a reload one is the same, and asks for nothing', async () => {
  await liveBySocket();
  chat.enter('Ann');
  await browser.socket().say(frame({ items: [{ name: 'Ann', joined: 1 }] }));
  navigator.locks = fakeLocks();
  await again();
  assert.deepEqual(heard('recalled'), [['Ann']]);
  const { searchParams } = new URL(browser.socket().url);
  assert.deepEqual([searchParams.get('secret'), searchParams.get('name')], ['secret-of-mine', 'Ann']);
  await browser.socket().say(frame({ you: { secret: 'secret-of-mine', name: 'Ann' } }));
  assert.deepEqual(heard('inside'), [['Ann']]);
});

test('whoever comes back to a room that they left is the same', async () => {
  await liveBySocket();
  chat.enter('Ann');
  await browser.socket().say(frame({ items: [{ name: 'Ann', joined: 1 }] }));
  room.leave();
  await again();
  assert.deepEqual(heard('recalled'), [['Ann']]);
});

test('another tab with a copy of what this one knows is somebody else', async () => {
  await liveBySocket();
  chat.enter('Ann');
  await browser.socket().say(frame({ items: [{ name: 'Ann', joined: 1 }] }));
  const first = room;
  await again();
  await clock.pass(500);
  assert.deepEqual(heard('recalled'), [[undefined]]);
  assert.equal(new URL(browser.socket().url).searchParams.get('secret'), null);
  first.leave();
});

test('whoever leaves says so, on every transport', async () => {
  await liveBySocket();
  chat.enter('Ann');
  await browser.socket().say(frame({ items: [{ name: 'Ann', joined: 1 }] }));
  room.leave();
  assert.deepEqual(browser.socket().sent.at(-1), { left: true });
  await liveByStream();
  chat.enter('Ann');
  await settled();
  await post().answer({ you: { name: 'Ann', secret: 's' } });
  room.leave();
  await settled();
  assert.deepEqual(post().body, { left: true });
});

test('whoever only reads has nothing to say on leaving', async () => {
  await liveByStream();
  room.leave();
  await settled();
  assert.equal(post(), undefined);
});
