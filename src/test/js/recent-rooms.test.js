import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './kit/browser.js';
import { forgetRoom, recentRooms, rememberRoom } from '../../main/webapp/lib/recent-rooms.js';

const KEY = 'echolocate.rooms';

beforeEach(() => fakeBrowser());

test('the newest room is first, each is there once, with the page that it was last opened on', () => {
  rememberRoom('a', 'tracker', 1);
  rememberRoom('b', 'tracker', 2);
  rememberRoom('a', 'chat', 3);
  assert.deepEqual(recentRooms(), [{ room: 'a', page: 'chat', at: 3 }, { room: 'b', page: 'tracker', at: 2 }]);
});

test('ten are kept, and each can be forgotten', () => {
  for (let n = 0; n < 12; n++) {
    rememberRoom(`r${n}`, 'tracker', n);
  }
  assert.equal(recentRooms().length, 10);
  assert.equal(recentRooms().at(-1).room, 'r2');
  for (let n = 2; n < 12; n++) {
    forgetRoom(`r${n}`);
  }
  assert.deepEqual(recentRooms(), []);
  assert.equal(window.localStorage.getItem(KEY), null);
});

test('what is no list of rooms is none', () => {
  for (const text of ['x', '5', 'null', '{}', '[null]', '[{"room":"a b","page":"tracker","at":1}]', '[{"room":"a","page":"evil","at":1}]']) {
    window.localStorage.setItem(KEY, text);
    assert.deepEqual(recentRooms(), [], text);
  }
});
