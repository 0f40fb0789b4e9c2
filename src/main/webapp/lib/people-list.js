// The list of people: what the map shows, in words; more is on each one's card. Rows are written a few milliseconds at a time, so that
// a thousand people don't hold up the map.

import { onLanguage, say } from './language.js';
import { PersonRow } from './person-row.js';

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
    if (changed.includes(this.#me) || left.includes(this.#me)) {
      // everybody is somewhere else from me; rows in sight are written each second
      this.#rows.forEach((row, key) => this.#waits(row) && this.#unseen.add(key));
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
    this.#rows.forEach((row) => this.#waits(row) || row.refresh(this.#people, this.#me, now, ages));
    let count = 0;
    for (const key of this.#unseen) {
      this.#unseen.delete(key);
      if (this.#people.get(key)) {
        this.#rows.get(key).write(this.#people, this.#me, now);
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
      if (this.#people.get(key)) {
        this.#show(key, now);
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

  #show(key, now) {
    const me = key === this.#me;
    let row = this.#rows.get(key);
    if (!row) {
      if (this.#rows.size >= MOST_ROWS && !me) {
        this.#waiting.add(key);
        return;
      }
      row = new PersonRow(key, this.#people.tintOf(key), () => this.#on.picked(key));
      this.#rows.set(key, row);
      this.#watcher.observe(row.element);
      this.#reorder = true;
      row.write(this.#people, this.#me, now);
    } else if (this.#waits(row) && !me) {
      this.#unseen.add(key);
    } else {
      this.#unseen.delete(key);
      row.write(this.#people, this.#me, now);
    }
  }
}
