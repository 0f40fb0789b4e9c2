import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './kit/browser.js';
import { Room } from '../../main/webapp/lib/room.js';

let said;
let feeds;
let kept;
let held;

const member = (secret, id) => ({
  id,
  recall: async () => secret,
  keep: (you) => (kept = you),
  forget: () => (kept = undefined),
  leave: () => (held = false),
});

function enter(name, who) {
  const note = (what) => (value) => said.push([name, what, value?.id ?? value?.code ?? value?.state ?? value]);
  return new Room(
    name,
    { joined: () => note('joined')(), frame: note('frame'), you: note('you'), error: note('error'), state: note('state'), trails: () => true, bye: () => 'bye' },
    {
      member: who,
      open: (route, on, secret) => {
        const feed = { route, on, secret, opened: 0, open: () => feed.opened++, close: () => on.state({ state: 'off' }), forget: () => (feed.secret = undefined) };
        feeds.push(feed);
        return feed;
      },
    },
  );
}

beforeEach(() => {
  fakeBrowser();
  said = [];
  feeds = [];
  kept = undefined;
  held = true;
});

test('who comes back is the same one, before the server has said so', async () => {
  await enter('a', member('secret', 'me')).join();
  assert.equal(feeds[0].secret, 'secret');
  assert.deepEqual(said, [['a', 'joined', undefined], ['a', 'you', 'me']]);
  assert.equal(feeds[0].opened, 1);
  feeds[0].on.you({ id: 'fresh', secret: 'secret' });
  assert.deepEqual(said.at(-1), ['a', 'you', 'me']);
  assert.deepEqual(kept, { id: 'me', secret: 'secret' });
});

test('where nobody says who one is, one takes an id', async () => {
  await enter('a', member()).join();
  feeds[0].on.state({ state: 'live' });
  assert.match(said.at(-1)[2], /^[\w-]{11}$/);
});

test('a secret of our own is kept before it is answered: a reload at once is the same one', async () => {
  await enter('a', member()).join();
  feeds[0].on.state({ state: 'live' });
  feeds[0].on.secret('own');
  assert.deepEqual(kept, { id: said.at(-1)[2], secret: 'own' });
});

test('an id that somebody else lives with is given up', async () => {
  await enter('a', member('secret', 'me')).join();
  feeds[0].on.error({ code: 'id_taken' });
  assert.equal(feeds[0].secret, undefined);
  feeds[0].on.you({ id: 'fresh', secret: 'other' });
  assert.deepEqual(said.at(-1), ['a', 'you', 'fresh']);
});

test('who has left the room says its last word, and no state, and may come back', async () => {
  const room = enter('a', member());
  await room.join();
  assert.equal(feeds[0].route.bye(), 'bye');
  said.length = 0;
  room.leave();
  assert.deepEqual(said, []);
  assert.equal(held, false);
});

test('who leaves before it has begun never joins', async () => {
  const room = enter('a', member());
  const joining = room.join();
  room.leave();
  await joining;
  assert.deepEqual(feeds, []);
});
