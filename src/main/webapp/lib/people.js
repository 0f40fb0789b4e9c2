// Who is where: the frames of a tracker feed, applied. Nobody jumps by a mistake of their device. No DOM in here.

import { mistakeOf } from './fix.js';
import { Tints } from './tints.js';

const FORMER = 1000;

/** Ids 5 and "5" are one. */
export function keyOf(id) {
  return String(id);
}

export class People {
  /** Where they want to meet: {lat, lon}, or undefined. */
  place;
  #people = new Map();
  #numbers = new Map();
  #tints = new Tints();
  #former = new Map();
  #kept = null;

  get size() {
    return this.#people.size;
  }

  get(key) {
    return this.#people.get(key);
  }

  keys() {
    return this.#people.keys();
  }

  values() {
    return this.#people.values();
  }

  [Symbol.iterator]() {
    return this.#people.entries();
  }

  /** Another room. */
  clear() {
    return this.apply({ items: [], reset: true });
  }

  /** Applies a frame: {changed, left}, lists of keys. A reset's pages replace everybody, but nobody flickers meanwhile. */
  apply({ items, reset, more }) {
    if (reset) {
      this.#kept = new Set();
    }
    const changed = new Set();
    const left = new Set();
    for (const item of items) {
      const key = keyOf(item.id);
      if (item.left) {
        this.#remove(key, changed, left);
      } else {
        const known = this.#people.get(key);
        this.#people.set(key, believed(known ? whole(item, known) : item, known));
        this.#kept?.add(key);
        left.delete(key);
        changed.add(key);
      }
    }
    if (this.#kept && !more) {
      for (const key of [...this.#people.keys()].filter((each) => !this.#kept.has(each))) {
        this.#remove(key, changed, left);
      }
      this.#kept = null;
    }
    left.forEach((key) => this.#tints.free(key));
    this.#byArrival([...changed].filter((key) => !this.#tints.has(key))).forEach((key) => this.#tints.deal(key));
    this.#number(changed);
    return { changed: [...changed], left: [...left] };
  }

  /** Everybody: me first, then who joined first. */
  ordered(me) {
    return [...this.#people.keys()].sort(
      (a, b) => (b === me) - (a === me) || joined(this.#people.get(a)) - joined(this.#people.get(b)) || (a < b ? -1 : 1),
    );
  }

  /** n of 'User n': the smallest that is free; who comes back gets the same one if nobody took it. */
  numberOf(key) {
    return this.#numbers.get(key);
  }

  /** The number of somebody's colour; see Tints. */
  tintOf(key) {
    return this.#tints.of(key);
  }

  #remove(key, changed, left) {
    this.#kept?.delete(key);
    changed.delete(key);
    if (this.#people.delete(key)) {
      left.add(key);
      this.#forgetNumber(key);
    }
  }

  #forgetNumber(key) {
    if (this.#numbers.has(key)) {
      this.#former.delete(key);
      this.#former.set(key, this.#numbers.get(key));
      this.#numbers.delete(key);
      if (this.#former.size > FORMER) {
        this.#former.delete(this.#former.keys().next().value);
      }
    }
  }

  #byArrival(keys) {
    return [...keys].sort((a, b) => joined(this.#people.get(a)) - joined(this.#people.get(b)) || (a < b ? -1 : 1));
  }

  #number(keys) {
    const nameless = this.#byArrival([...keys].filter((key) => !this.#people.get(key).name && !this.#numbers.has(key)));
    const taken = new Set(nameless.length ? this.#numbers.values() : []);
    let smallest = 1;
    for (const key of nameless) {
      while (taken.has(smallest)) {
        smallest += 1;
      }
      const former = this.#former.get(key);
      const number = former && !taken.has(former) ? former : smallest;
      taken.add(number);
      this.#numbers.set(key, number);
    }
  }
}

/** Of a fix that is a mistake, all but the place and its time: those stay as they were. */
/** An item that says nothing of since when somebody is there leaves out what is known: that, and the name. */
function whole(item, { name, joined }) {
  return item.joined === undefined ? { ...item, name, joined } : item;
}

function believed(item, known) {
  const mistake = known?.joined === item.joined && mistakeOf(item, known, item.at - known.at);
  if (!mistake) {
    return item;
  }
  const { name, joined, paused } = item;
  return { ...known, name, joined, paused, ...(item.until && { until: item.until }), mistake };
}

function joined(person) {
  return person.joined ?? 0;
}
