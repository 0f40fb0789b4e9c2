import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { setLanguage } from '../../main/webapp/lib/language.js';
import { People } from '../../main/webapp/lib/people.js';
import { PersonCard } from '../../main/webapp/lib/person-card.js';
import { fakeBrowser } from './kit/browser.js';

const PARTS = ['card', 'avatar', 'name', 'close', 'where', 'age', 'accuracy', 'speed', 'follow', 'open', 'asks', 'place', 'copy', 'done', 'map'];
const NOW = 1_000_000;
const ANN = { id: 'ann', name: 'Ann', lat: 47.3722, lon: 8.5433, accuracy: 12, at: NOW - 5000, joined: 1 };
const ME = { id: 'me', lat: 47.37, lon: 8.54, at: NOW, joined: 2 };

/** A card with its elements; followed is whom the map follows. */
let it;

class FakePart extends EventTarget {
  dataset = {};
  attributes = {};
  hidden = false;
  textContent = '';

  setAttribute(name, value) {
    this.attributes[name] = String(value);
  }

  focus() {
    document.activeElement = this;
  }

  contains(other) {
    return other === this;
  }

  getBoundingClientRect() {
    return { top: 100 };
  }

  get isConnected() {
    return true;
  }

  press() {
    this.dispatchEvent(new Event('click'));
  }
}

beforeEach(() => {
  const browser = fakeBrowser();
  setLanguage('en');
  navigator.userAgent = 'Mozilla/5.0 (X11; Linux x86_64)';
  document.body = { classList: { toggle: () => undefined } };
  document.querySelector = () => null;
  const parts = Object.fromEntries(PARTS.map((name) => [name, new FakePart()]));
  const people = new People();
  it = { browser, parts, people, followed: undefined, opened: [] };
  window.open = (...how) => it.opened.push(how);
  it.card = new PersonCard(parts, people, {
    now: () => NOW,
    followed: () => it.followed,
    follow: (key) => {
      it.followed = key;
      it.card.show();
    },
  });
  it.card.me = 'me';
  it.apply = (...items) => it.card.update(people.apply({ items }));
  it.apply(ANN);
});

test('says all that is known of somebody, and no distance where I am not on the map', () => {
  const { parts, card } = it;
  card.open('ann', false);
  assert.equal(parts.name.textContent, 'Ann');
  assert.equal(parts.where.textContent, 'You are not on the map yourself: there is no distance to show.');
  assert.equal(parts.age.textContent, '5s ago');
  assert.equal(parts.accuracy.textContent, 'to within 12 m');
  assert.equal(parts.speed.textContent, 'not known');
  assert.equal(parts.place.value, '47.37220, 8.54330');
});

test('the distance comes with me, changes as I move, and goes with me', () => {
  const { parts, card } = it;
  card.open('ann', false);
  it.apply(ME);
  assert.equal(parts.where.textContent, '350 m north-east');
  assert.equal(parts.where.dataset.way, 1);
  it.apply({ ...ME, lat: 47.3743, at: NOW + 1 });
  assert.equal(parts.where.textContent, '340 m south-east');
  it.apply({ id: 'me', left: true });
  assert.equal(parts.where.dataset.known, false);
  assert.equal(parts.where.dataset.way, '');
});

test('of oneself it says that it is oneself', () => {
  it.apply(ME);
  it.card.open('me', false);
  assert.equal(it.parts.name.textContent, 'User 1 (me)');
  assert.equal(it.parts.where.textContent, 'This is you.');
});

test('follows, says so, and stops', () => {
  const { parts, card } = it;
  card.open('ann', false);
  parts.follow.press();
  assert.equal(it.followed, 'ann');
  assert.equal(parts.follow.attributes['aria-pressed'], 'true');
  assert.equal(parts.follow.textContent, 'Stop following');
  parts.follow.press();
  assert.equal(it.followed, undefined);
  assert.equal(parts.follow.attributes['aria-pressed'], 'false');
});

test('another site is opened when it is pressed, learns the place alone, and is named before', () => {
  const { parts, card } = it;
  card.open('ann', false);
  assert.deepEqual(it.opened, []);
  assert.equal(parts.open.textContent, 'Open in OpenStreetMap');
  assert.match(parts.asks.textContent, /^openstreetmap\.org /);
  parts.open.press();
  assert.deepEqual(it.opened, [['https://www.openstreetmap.org/?mlat=47.3722&mlon=8.5433#map=17/47.3722/8.5433', '_blank', 'noopener,noreferrer']]);
});

test('by the list it takes the focus, and Escape gives it back', async () => {
  const { parts, card } = it;
  const row = new FakePart();
  row.focus();
  card.open('ann', true);
  assert.equal(document.activeElement, parts.card);
  assert.equal(parts.card.hidden, false);
  await it.browser.fire('keydown', { on: document, key: 'Escape' });
  assert.equal(parts.card.hidden, true);
  assert.equal(document.activeElement, row);
});

test('by the map it leaves the focus where it is', async () => {
  const { parts, card } = it;
  parts.map.focus();
  card.open('ann', false);
  assert.equal(document.activeElement, parts.map);
  await it.browser.fire('keydown', { on: document, key: 'Escape' });
  assert.equal(card.key, undefined);
  assert.equal(document.activeElement, parts.map);
});

test('an Escape that closes a dialog over the page is not for it', async () => {
  it.card.open('ann', false);
  document.querySelector = () => new FakePart();
  await it.browser.fire('keydown', { on: document, key: 'Escape' });
  assert.equal(it.card.key, 'ann');
});

test('goes with the person, and opens for nobody who has left', () => {
  const { parts, card } = it;
  card.open('ann', false);
  it.apply({ id: 'ann', left: true });
  assert.equal(parts.card.hidden, true);
  card.open('ann', false);
  assert.equal(parts.card.hidden, true);
  assert.equal(card.key, undefined);
});
