// Who is here and what was said: the frames of a chat feed, applied. No DOM in here.

import { MAX_NAME } from '../name.js';

/** Names that differ in case or width only are one. */
export function keyOf(name) {
  return name.normalize('NFKC').toLowerCase();
}

export class Conversation {
  #people = new Map();
  #kept = null;
  #whole = false;

  get size() {
    return this.#people.size;
  }

  has(name) {
    return this.#people.has(keyOf(name));
  }

  /** A name like one that is taken, which nobody has. */
  free(name) {
    const [, plain] = /^(.*?)(?: \d+)?$/su.exec(name);
    for (let n = 2; ; n++) {
      const end = ` ${n}`;
      const free = [...plain].slice(0, MAX_NAME - end.length).join('') + end;
      if (!this.has(free)) {
        return free;
      }
    }
  }

  /** Everybody as {name, joined}: me first, then who joined first. */
  ordered(me) {
    const mine = me === undefined ? undefined : keyOf(me);
    return [...this.#people]
      .sort(([a, first], [b, second]) => (b === mine) - (a === mine) || first.joined - second.joined || (a < b ? -1 : 1))
      .map(([, person]) => person);
  }

  clear() {
    this.#people.clear();
    this.#kept = null;
    this.#whole = false;
  }

  /**
   * Applies a frame: {events, reset, gap, people}. events, in order: messages as they came, {joined: name}, {left: name}; reset: they
   * replace all that was said; people: whether somebody came or went. Who was here before us has not joined: that is no event.
   */
  apply({ items, reset, gap, more }) {
    if (reset) {
      this.#kept = new Set();
      this.#whole = false;
    }
    const events = [];
    let people = Boolean(reset);
    for (const item of items) {
      if (typeof item.text === 'string') {
        events.push(item);
      } else if (typeof item.name === 'string') {
        people = this.#person(item, events) || people;
      }
    }
    if (!more) {
      this.#dropOthers();
      this.#whole = true;
    }
    return { events, reset: Boolean(reset), gap: gap ?? 0, people };
  }

  get whole() {
    return this.#whole;
  }

  #person({ name, joined, left }, events) {
    const key = keyOf(name);
    const known = this.#people.get(key);
    if (left) {
      this.#kept?.delete(key);
      this.#people.delete(key);
    } else {
      this.#kept?.add(key);
      this.#people.set(key, { name, joined: joined ?? 0 });
    }
    const changed = left ? known !== undefined : known?.name !== name;
    if (changed && this.#whole && (left || !known)) {
      events.push(left ? { left: known.name } : { joined: name });
    }
    return changed;
  }

  #dropOthers() {
    if (this.#kept) {
      for (const key of [...this.#people.keys()].filter((each) => !this.#kept.has(each))) {
        this.#people.delete(key);
      }
      this.#kept = null;
    }
  }
}
