// The list of people: all that the map shows, in words. Rows are written a few milliseconds at a time, so that a thousand
// people don't hold up the map.

import { formatClock } from './calendar.js';
import { make } from './dom.js';
import { formatAccuracy, formatAge, formatDegrees, formatSpeed } from './format.js';
import { onLanguage, say, sayPlain, t } from './language.js';
import { initialOf, stateOf, tintOf } from './look.js';

const SLICE_MS = 5;
const MOST_ROWS = 1000;
const PATIENT_FROM = 100;
const UNSEEN_A_SECOND = 100;

export class PeopleList {
  #list;
  #more;
  #people;
  #on;
  #rows = new Map();
  #dirty = new Set();
  #waiting = new Set();
  #unseen = new Set();
  #reorder = false;
  #timer;
  #watcher;
  #me;

  /** more: an element that says how many have no row; on: {picked(key): somebody's row was pressed, now(): everybody's time} */
  constructor(list, more, people, on) {
    this.#list = list;
    this.#more = more;
    this.#people = people;
    this.#on = on;
    this.#watcher = new IntersectionObserver((entries) => this.#sighted(entries), { rootMargin: '200px' });
    onLanguage(() => this.showAll());
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
      const row = this.#rows.get(key);
      if (row) {
        this.#watcher.unobserve(row.element);
        row.element.remove();
      }
      this.#rows.delete(key);
      this.#unseen.delete(key);
      this.#dirty.delete(key);
      this.#waiting.delete(key);
    }
    this.#fill();
    this.#draw(changed);
  }

  showAll() {
    this.#reorder = true;
    this.#draw(this.#rows.keys());
  }

  /** A second has gone. */
  tick() {
    const now = this.#on.now();
    const ages = new Map();
    this.#rows.forEach((row, key) => this.#waits(row) || showAge(row, this.#people.get(key), now, ages));
    let count = 0;
    for (const key of this.#unseen) {
      this.#unseen.delete(key);
      const person = this.#people.get(key);
      if (person) {
        this.#write(key, person, now);
      }
      if (++count >= UNSEEN_A_SECOND) {
        break;
      }
    }
  }

  /** In a long list, rows that nobody sees are written when their turn comes. */
  #waits(row) {
    return !row.seen && this.#rows.size > PATIENT_FROM;
  }

  #sighted(entries) {
    for (const { target, isIntersecting } of entries) {
      const row = this.#rows.get(target.dataset.id);
      if (row) {
        row.seen = isIntersecting;
        if (isIntersecting && this.#unseen.delete(target.dataset.id)) {
          this.#draw([target.dataset.id]);
        }
      }
    }
  }

  /** Marks somebody, and brings the row into sight; not where the page is what scrolls, since the map would leave it. */
  mark(key) {
    this.#list.querySelector('[data-picked]')?.removeAttribute('data-picked');
    const element = this.#rows.get(key)?.element;
    element?.setAttribute('data-picked', '');
    const sheet = this.#list.parentElement;
    if (sheet.scrollHeight > sheet.clientHeight) {
      element?.scrollIntoView({ block: 'nearest' });
    }
  }

  /** Rows for those who had to wait for one. */
  #fill() {
    for (const key of this.#waiting) {
      if (this.#rows.size >= MOST_ROWS) {
        break;
      }
      this.#waiting.delete(key);
      this.#dirty.add(key);
    }
  }

  #draw(keys) {
    for (const key of keys) {
      this.#dirty.add(key);
    }
    this.#timer ??= setTimeout(() => this.#redraw());
  }

  #redraw() {
    this.#timer = undefined;
    const now = this.#on.now();
    const until = performance.now() + SLICE_MS;
    for (const key of this.#dirty) {
      this.#dirty.delete(key);
      const person = this.#people.get(key);
      if (person) {
        this.#show(key, person, now);
      }
      if (performance.now() > until) {
        break;
      }
    }
    if (this.#dirty.size > 0) {
      // between two frames of the map
      this.#timer = setTimeout(() => this.#redraw(), SLICE_MS);
      return;
    }
    if (this.#reorder) {
      this.#reorder = false;
      this.#order();
    }
    this.#more.hidden = this.#waiting.size === 0;
    say(this.#more, 'tracker.more', { count: this.#waiting.size });
  }

  /** Moves only rows that are not where they belong: a row that is moved loses the focus. */
  #order() {
    let next = this.#list.firstElementChild;
    for (const key of this.#people.ordered(this.#me)) {
      const element = this.#rows.get(key)?.element;
      if (element && element === next) {
        next = next.nextElementSibling;
      } else if (element) {
        this.#list.insertBefore(element, next);
      }
    }
  }

  #show(key, person, now) {
    const me = key === this.#me;
    let row = this.#rows.get(key);
    if (!row) {
      if (this.#rows.size >= MOST_ROWS && !me) {
        this.#waiting.add(key);
        return;
      }
      row = makeRow(key, () => this.#on.picked(key));
      this.#rows.set(key, row);
      this.#watcher.observe(row.element);
      this.#reorder = true;
      this.#write(key, person, now);
    } else if (this.#waits(row) && !me) {
      this.#unseen.add(key);
    } else {
      this.#write(key, person, now);
    }
  }

  #write(key, person, now) {
    const row = this.#rows.get(key);
    const me = key === this.#me;
    const { dataset, classList } = row.element;
    classList.toggle('me', me);
    dataset.me = me;
    dataset.lat = person.lat;
    dataset.lon = person.lon;
    dataset.at = person.at;
    sayPlain(row.avatar, initialOf(this.#people, key));
    if (person.name) {
      sayPlain(row.name, person.name);
    } else {
      say(row.name, 'tracker.user', { number: String(this.#people.numberOf(key)) });
    }
    row.you.hidden = !me;
    sayPlain(row.lat, formatDegrees(person.lat));
    sayPlain(row.lon, formatDegrees(person.lon));
    sayPlain(row.accuracy, person.accuracy === undefined ? '–' : formatAccuracy(person.accuracy));
    sayPlain(row.speed, person.speed === undefined ? '–' : formatSpeed(person.speed));
    showAge(row, person, now, new Map());
  }
}

function showAge(row, person, now, ages) {
  if (!person) {
    return;
  }
  const state = stateOf(person, now);
  const { dataset, classList } = row.element;
  if (dataset.state !== state) {
    dataset.state = state;
    dataset.stale = state === 'stale';
    classList.toggle('stale', state !== 'live');
  }
  const seconds = Math.max(0, Math.floor((now - person.at) / 1000));
  if (!ages.has(seconds)) {
    ages.set(seconds, formatAge(seconds * 1000));
  }
  const age = ages.get(seconds);
  const how = state === 'live' && person.mistake ? 'mistake' : state;
  const said = how === 'live' ? age : t(`tracker.${how}`, { age });
  sayPlain(row.age, person.until ? t('tracker.until', { age: said, time: formatClock(person.until) }) : said);
}

function makeRow(key, picked) {
  const row = { avatar: make('span', `avatar tint-${tintOf(key)}`), name: make('bdi', 'person-name') };
  row.avatar.setAttribute('aria-hidden', 'true');
  row.you = make('span', 'person-me');
  say(row.you, 'tracker.me');
  const button = make('button', 'person-title', row.name, ' ', row.you);
  button.type = 'button';
  button.addEventListener('click', picked);
  const facts = make('dl', 'person-facts');
  for (const name of ['lat', 'lon', 'accuracy', 'speed', 'age']) {
    const label = make('dt', 'visually-hidden');
    say(label, `tracker.${name}`);
    row[name] = make('dd', `person-${name}`);
    facts.append(make('div', `fact-${name}`, label, row[name]));
  }
  row.element = make('li', 'person', row.avatar, button, facts);
  row.element.dataset.id = key;
  return row;
}
