// The list of people: name, latitude, longitude, accuracy and the age of the fix, which ticks.

import { make } from './dom.js';
import { formatAccuracy, formatAge, formatDegrees } from './format.js';
import { say, sayPlain, t } from './language.js';

const STALE_MS = 60000;
const TINTS = 6;
const DRAW_MS = 30;

export class PeopleList {
  #list;
  #people;
  #rows = new Map();
  #dirty = new Set();
  #reorder = false;
  #timer;
  #me;

  constructor(list, people) {
    this.#list = list;
    this.#people = people;
  }

  get me() {
    return this.#me;
  }

  /** The key of oneself. */
  set me(key) {
    if (this.#me !== key) {
      this.#me = key;
      this.showAll();
    }
  }

  update({ changed, left }) {
    for (const key of left) {
      this.#rows.get(key)?.element.remove();
      this.#rows.delete(key);
      this.#dirty.delete(key);
    }
    this.#draw(changed);
  }

  showAll() {
    this.#reorder = true;
    this.#draw(this.#rows.keys());
  }

  /** A second has gone. */
  tick() {
    const now = Date.now();
    this.#rows.forEach((row, key) => showAge(row, this.#people.get(key), now));
  }

  #draw(keys) {
    for (const key of keys) {
      this.#dirty.add(key);
    }
    this.#timer ??= setTimeout(() => this.#redraw(), DRAW_MS);
  }

  #redraw() {
    this.#timer = undefined;
    const now = Date.now();
    for (const key of this.#dirty) {
      const person = this.#people.get(key);
      if (person) {
        this.#show(key, person, now);
      }
    }
    this.#dirty.clear();
    if (this.#reorder) {
      this.#reorder = false;
      this.#list.append(...this.#people.ordered(this.#me).map((key) => this.#rows.get(key)?.element).filter(Boolean));
    }
  }

  #show(key, person, now) {
    let row = this.#rows.get(key);
    if (!row) {
      row = makeRow(key);
      this.#rows.set(key, row);
      this.#reorder = true;
    }
    const me = key === this.#me;
    const number = this.#people.numberOf(key);
    row.element.classList.toggle('me', me);
    row.element.dataset.me = me;
    row.element.dataset.lat = person.lat;
    row.element.dataset.lon = person.lon;
    row.element.dataset.at = person.at;
    sayPlain(row.avatar, person.name ? initial(person.name) : String(number));
    if (person.name) {
      sayPlain(row.name, person.name);
    } else {
      say(row.name, 'tracker.user', { number: String(number) });
    }
    row.you.hidden = !me;
    sayPlain(row.lat, formatDegrees(person.lat));
    sayPlain(row.lon, formatDegrees(person.lon));
    sayPlain(row.accuracy, person.accuracy === undefined ? '–' : formatAccuracy(person.accuracy));
    showAge(row, person, now);
  }
}

function showAge(row, person, now) {
  if (!person) {
    return;
  }
  const millis = now - person.at;
  const stale = millis >= STALE_MS;
  if (row.element.dataset.stale !== String(stale)) {
    row.element.dataset.stale = stale;
    row.element.classList.toggle('stale', stale);
  }
  const age = formatAge(millis);
  sayPlain(row.age, stale ? t('tracker.stale', { age }) : age);
}

function makeRow(key) {
  const row = { avatar: make('span', `avatar tint-${tint(key)}`), name: make('bdi', 'person-name') };
  row.avatar.setAttribute('aria-hidden', 'true');
  row.you = make('span', 'person-me');
  say(row.you, 'tracker.me');
  const facts = make('dl', 'person-facts');
  for (const name of ['lat', 'lon', 'accuracy', 'age']) {
    const label = make('dt');
    say(label, `tracker.${name}`);
    row[name] = make('dd', `person-${name}`);
    facts.append(make('div', `fact-${name}`, label, row[name]));
  }
  row.element = make('li', 'person', row.avatar, make('span', 'person-title', row.name, ' ', row.you), facts);
  row.element.dataset.id = key;
  return row;
}

function initial(name) {
  return [...name.trim()][0]?.toUpperCase() ?? '?';
}

function tint(key) {
  let sum = 0;
  for (const character of key) {
    sum = (sum * 31 + character.codePointAt(0)) >>> 0;
  }
  return sum % TINTS;
}
