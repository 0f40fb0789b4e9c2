import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './kit/browser.js';
import { Room } from '../../main/webapp/lib/room.js';

let said;
let feeds;
let kept;
let held;
let rooms;

const member = (secret, id) => ({
  id,
  recall: async () => secret,
  keep: (you) => (kept = you),
  forget: () => (kept = undefined),
  leave: () => (held = false),
});

function enter(name, who) {
  const note = (what) => (value) => said.push([name, what, value?.id ?? value?.code ?? value?.state ?? value]);
  const part = (of) => ({
    of,
    joined: (room) => (rooms[of[0]] = room),
    frame: ({ items }) => said.push([name, `${of[0]} frame`, items]),
    you: of[0] === 'map' ? note('you') : undefined,
    error: note(`${of[0]} error`),
    beat: () => [{ [of[0]]: 'here' }],
    bye: () => [{ [of[0]]: 'bye' }],
    read: () => ({ [of[0]]: 'asked' }),
  });
  return new Room(
    name,
    { error: note('error'), state: note('state') },
    [part(['map']), part(['people', 'chat'])],
    {
      member: who,
      open: (route, on, secret) => {
        const feed = { route, on, secret, opened: 0, sent: [], send: (item) => feed.sent.push(item), open: () => feed.opened++, close: () => on.state({ state: 'off' }), forget: () => (feed.secret = undefined) };
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
  rooms = {};
});

test('who comes back is the same one, before the server has said so', async () => {
  await enter('a', member('secret', 'me')).join();
  assert.equal(feeds[0].secret, 'secret');
  assert.deepEqual(said, [['a', 'you', 'me']]);
  assert.equal(feeds[0].opened, 1);
  feeds[0].on.you({ id: 'fresh', secret: 'secret' });
  assert.deepEqual(said.at(-1), ['a', 'you', 'me']);
  assert.deepEqual(kept, { id: 'me', secret: 'secret', name: undefined });
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
  assert.deepEqual(kept, { id: said.at(-1)[2], secret: 'own', name: undefined });
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
  assert.deepEqual(feeds[0].route.bye(), [{ of: 'map', map: 'bye' }, { of: 'people', people: 'bye' }]);
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

test('each part is handed its own, in one piece, and what is of no part here is left alone', async () => {
  await enter('a', member()).join();
  const [map, ann, place, hi] = [{ of: 'map', id: 1 }, { of: 'people', name: 'Ann' }, { of: 'place', lat: 1 }, { of: 'chat', text: 'hi' }];
  feeds[0].on.frame({ items: [ann, place, hi, map] });
  assert.deepEqual(said, [['a', 'map frame', [map]], ['a', 'people frame', [ann, hi]]]);
});

test('an error goes to the part whose message it was about; any other is of the room', async () => {
  await enter('a', member()).join();
  feeds[0].on.error({ code: 'name_taken', of: 'people' });
  feeds[0].on.error({ code: 'full', of: 'map' });
  feeds[0].on.error({ code: 'odd', of: 'place' });
  feeds[0].on.error({ code: 'bad_json' });
  assert.deepEqual(said.map(([, ...what]) => what), [['people error', 'name_taken'], ['map error', 'full'], ['error', 'odd'], ['error', 'bad_json']]);
});

test('what is sent says whose it is, and all parts say that one is there', async () => {
  await enter('a', member()).join();
  rooms.map.feedOf('map').send({ id: 1 });
  rooms.people.feedOf('chat').send({ text: 'hi' });
  assert.deepEqual(feeds[0].sent, [{ of: 'map', id: 1 }, { of: 'chat', text: 'hi' }]);
  assert.deepEqual(feeds[0].route.beat(), [{ of: 'map', map: 'here' }, { of: 'people', people: 'here' }]);
  assert.equal(new URL(feeds[0].route.socket({ since: 'c' })).pathname, '/live/room/a');
  assert.equal(new URL(feeds[0].route.read({})).search, '?map=asked&people=asked');
});

test('one secret proves who one is in all of the room', async () => {
  const room = enter('a', member('secret', 'me'));
  await room.join();
  room.called = 'Ann';
  assert.deepEqual(kept, { id: 'me', secret: 'secret', name: 'Ann' });
});
