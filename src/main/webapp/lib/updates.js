// 'Updated location from …': at once in a line, and aloud for others only, seldom enough not to chatter.

import { announce } from './announce.js';
import { nameOf } from './look.js';
import { say, t } from './language.js';

const ALOUD_MS = 15000;

export class Updates {
  #line;
  #people;
  #unsaid = new Set();
  #timer;

  constructor(line, people) {
    this.#line = line;
    this.#people = people;
  }

  /** keys: who moved; me: the key of oneself. */
  moved(keys, me) {
    if (keys.length === 0) {
      return;
    }
    const others = keys.filter((key) => key !== me);
    const shown = others.length > 0 ? others : keys;
    this.#line.hidden = false;
    say(this.#line, ...this.#words(shown));
    others.forEach((key) => this.#unsaid.add(key));
    if (others.length > 0) {
      this.#timer ??= setTimeout(() => this.#speak(), ALOUD_MS);
    }
  }

  /** Who left: [name]. */
  left(names) {
    if (names.length > 0) {
      const words = [names.length > 1 ? 'tracker.leftMany' : 'tracker.left', { name: names[0], others: names.length - 1 }];
      this.#line.hidden = false;
      say(this.#line, ...words);
      announce('left', () => t(...words));
    }
  }

  #speak() {
    this.#timer = undefined;
    const keys = [...this.#unsaid].filter((key) => this.#people.get(key));
    this.#unsaid.clear();
    if (keys.length > 0) {
      const words = this.#words(keys);
      announce('moved', () => t(...words));
    }
  }

  #words(keys) {
    const values = { name: () => nameOf(this.#people, keys[0]), others: keys.length - 1 };
    return [keys.length > 1 ? 'tracker.updatedMany' : 'tracker.updated', values];
  }
}
