import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wayInto } from '../../main/webapp/lib/way-in.js';

const BASE = 'https://live.example/x/index.html';

test('a name leads to the map of that room', () => {
  assert.deepEqual(wayInto(' friends ', BASE), { href: 'https://live.example/x/tracker.html?room=friends' });
});

test('a link leads where it leads, also to another server, and without its scheme', () => {
  for (const link of ['https://live.example/x/chat.html?room=a', 'http://192.168.1.5:8080/tracker.html?room=a&watch']) {
    assert.deepEqual(wayInto(link, BASE), { href: link });
  }
  assert.deepEqual(wayInto('other.example/tracker.html?room=a', BASE), { href: 'https://other.example/tracker.html?room=a' });
});

test('what leads nowhere is said', () => {
  assert.deepEqual(wayInto('  ', BASE), { wrong: 'nothing' });
  assert.deepEqual(wayInto('two words', BASE), { wrong: 'name' });
  assert.deepEqual(wayInto('x'.repeat(65), BASE), { wrong: 'name' });
  for (const link of ['https://live.example/', 'javascript://live.example/tracker.html', 'https://a/tracker.html?room=a%20b', 'http://[/', '/?']) {
    assert.deepEqual(wayInto(link, BASE), { wrong: 'link' }, link);
  }
});
