import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { setLanguage } from '../../main/webapp/lib/language.js';
import { People } from '../../main/webapp/lib/people.js';
import { PlacePart } from '../../main/webapp/lib/place/place-part.js';
import { fakeBrowser } from './kit/browser.js';

const NOW = Date.UTC(2026, 0, 1, 12);
const PLACE = { lat: 43.7396, lon: 7.4276, at: NOW, by: 'Ben' };

let it;

class FakePart extends EventTarget {
  dataset = {};
  hidden = false;
  textContent = '';
}

beforeEach(() => {
  const browser = fakeBrowser();
  browser.elements.announcer = new FakePart();
  setLanguage('en');
  const names = ['row', 'name', 'who', 'where', 'show', 'remove', 'news', 'problem'];
  const parts = Object.fromEntries(names.map((name) => [name, new FakePart()]));
  parts.row.hidden = true;
  const people = new People();
  const map = { people, me: 'me', list: { showAll: () => undefined }, map: { show: () => undefined } };
  it = { browser, parts, people, sent: [], shown: [], flags: [], became: 'sent' };
  const layer = { show: (place) => it.flags.push(place) };
  const notices = { show: (text) => it.shown.push(text) };
  it.part = new PlacePart(parts, map, layer, notices, { now: () => NOW, name: () => 'Me', titled: (words) => (it.titled = words) });
  it.part.joined({
    feedOf: () => ({
      send: async (what) => {
        it.sent.push(what);
        return it.became;
      },
    }),
  });
});

/** A frame of the room: the map's part of it goes first. */
function frame({ places = [], people = [], ...more }) {
  it.people.apply({ items: people, ...more });
  it.part.frame({ items: places, ...more });
}

const news = () => it.parts.news.textContent.replace(/^.*?: /, '');
const ann = (lat) => ({ id: 'ann', name: 'Ann', lat, lon: PLACE.lon, at: NOW, joined: 1 });

test('who comes is told of no news, and what is there is shown', () => {
  frame({ places: [PLACE], people: [ann(PLACE.lat)], more: true });
  frame({ people: [{ ...ann(PLACE.lat), id: 'bob', name: 'Bob' }] });
  assert.equal(it.parts.news.textContent, '');
  assert.equal(it.parts.row.hidden, false);
  assert.match(it.parts.who.textContent, /^Ben set it at /);
  assert.equal(it.flags.at(-1).lat, PLACE.lat);
});

test('who sets, moves and removes it is told, and the same twice is once', () => {
  frame({});
  assert.equal(it.parts.row.hidden, true);
  frame({ places: [PLACE] });
  assert.equal(news(), 'Ben set the meeting point.');
  it.parts.news.textContent = '';
  frame({ places: [PLACE] });
  assert.equal(news(), '');
  frame({ places: [{ ...PLACE, lat: 44, at: NOW + 1, by: undefined }] });
  assert.equal(news(), 'Somebody moved the meeting point.');
  frame({ places: [{ left: true, by: 'Ann' }] });
  assert.equal(news(), 'Ann removed the meeting point.');
  assert.equal(it.parts.row.hidden, true);
  it.parts.news.textContent = '';
  frame({ places: [{ left: true }] });
  assert.equal(news(), '');
});

test('who arrives is told, in the title and by a notification where nobody looks', () => {
  frame({ people: [ann(43.75)] });
  frame({ places: [PLACE] });
  frame({ people: [ann(43.74)] });
  assert.equal(news(), 'Ann is at the meeting point.');
  assert.deepEqual(it.shown, []);
  frame({ people: [ann(43.75)] });
  document.hidden = true;
  frame({ people: [ann(43.74)] });
  assert.deepEqual(it.shown, ['Ann is at the meeting point.']);
  assert.equal(it.titled(), 'Ann is at the meeting point.');
  setLanguage('zh-CN');
  assert.match(it.titled(), /^Ann 到达会合点。/);
  document.hidden = false;
  document.dispatchEvent(new Event('visibilitychange'));
  assert.equal(it.titled, undefined);
});

test('oneself is told that one has arrived, and nothing is said of that in the title', () => {
  frame({ people: [{ ...ann(43.75), id: 'me' }] });
  frame({ places: [PLACE] });
  assert.match(it.parts.where.textContent, /1\.2 km south/);
  document.hidden = true;
  frame({ people: [{ ...ann(43.74), id: 'me' }] });
  assert.equal(news(), 'You are at the meeting point.');
  assert.equal(it.titled, undefined);
});

test('a reset is no news, another room forgets it', () => {
  frame({ places: [PLACE] });
  frame({ places: [{ ...PLACE, lat: 10, at: NOW + 5 }], people: [ann(10)], reset: true });
  assert.equal(it.parts.news.textContent, '');
  assert.equal(it.part.place.lat, 10);
  frame({ reset: true });
  assert.equal(it.part.place, undefined);
  frame({ places: [PLACE] });
  it.part.left();
  assert.equal(it.parts.row.hidden, true);
  assert.equal(it.flags.at(-1), undefined);
});

test('what does not go out is said', async () => {
  it.became = 'closed';
  it.part.set({ lat: 1, lon: 2 });
  await new Promise(setImmediate);
  assert.deepEqual(it.sent, [{ lat: 1, lon: 2, by: 'Me' }]);
  assert.match(it.parts.problem.textContent, /there is no connection/);
  it.became = 'refused';
  it.parts.remove.dispatchEvent(new Event('click'));
  await new Promise(setImmediate);
  assert.deepEqual(it.sent.at(-1), { left: true, by: 'Me' });
  assert.equal(it.parts.problem.hidden, true);
  it.part.error({ code: 'too_many_changes' });
  assert.match(it.parts.problem.textContent, /too often/);
});
