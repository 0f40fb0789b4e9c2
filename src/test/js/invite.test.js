import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './kit/browser.js';

let loads = 0;
let invite;
let parts;
let room;
let moves;

class FakeElement extends EventTarget {
  dataset = {};
  hidden = true;
  textContent = '';
  setAttribute() {}
  getAttribute() {}
  removeAttribute() {}
  focus() {}
  showModal() {}
  press() {
    this.dispatchEvent(new Event('click'));
  }
}

beforeEach(async () => {
  fakeBrowser();
  const names = ['dialog', 'close', 'here', 'fresh', 'both', 'watch', 'words', 'go', 'picture', 'noPicture', 'link', 'local', 'plain', 'copy', 'share', 'done'];
  parts = Object.fromEntries(names.map((name) => [name, new FakeElement()]));
  room = 'friends';
  moves = [];
  const { Invite } = await import(`../../main/webapp/lib/invite.js?invite=${loads++}`);
  const enter = (name) => {
    moves.push(name);
    room = name;
  };
  invite = new Invite(parts, { room: () => room, enter, title: 'tracker.title', text: 'invite.text' });
});

function choose(radio, other) {
  parts[radio].checked = true;
  parts[other].checked = false;
  parts[radio].dispatchEvent(new Event('change'));
}

test('a room that has a name is invited to, and to share', () => {
  invite.open();
  assert.equal(parts.here.checked, true);
  assert.match(parts.link.value, /\?room=friends$/);
  assert.equal(parts.go.hidden, true);
  choose('watch', 'both');
  assert.match(parts.link.value, /\?room=friends&watch$/);
});

test('a new room is the same one until somebody goes there, and nothing changes before that', () => {
  invite.open();
  choose('fresh', 'here');
  const link = parts.link.value;
  assert.match(link, /\?room=[A-Za-z0-9_-]{22}$/);
  choose('here', 'fresh');
  choose('fresh', 'here');
  assert.equal(parts.link.value, link);
  assert.deepEqual(moves, []);
  parts.fresh.checked = true;
  parts.go.press();
  assert.deepEqual(moves, [new URL(link).searchParams.get('room')]);
  assert.equal(parts.here.checked, true);
});

test('from the room for all, a private one is offered first', () => {
  room = '';
  invite.open();
  assert.equal(parts.fresh.checked, true);
  assert.match(parts.link.value, /\?room=[A-Za-z0-9_-]{22}$/);
  choose('here', 'fresh');
  assert.doesNotMatch(parts.link.value, /\?/);
  assert.deepEqual(moves, []);
});
