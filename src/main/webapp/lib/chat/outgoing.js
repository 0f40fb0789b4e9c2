// What one says oneself, until it is seen in the feed: pending, then gone from here, or failed. No DOM in here; nothing is ever sent
// again by itself.

import { randomId } from '../random.js';

/** How long a message may be under way before it is called unknown, in ms. */
const LATEST_MS = 20000;

export class Outgoing {
  #entries = new Map();
  #changed;
  #now;

  /** changed(): something in entries is different; now(): the server's epoch ms. */
  constructor(changed, now) {
    this.#changed = changed;
    this.#now = now;
  }

  /** {ref, text, at, state: 'pending' or 'failed', why: {key, values}}, the oldest first. */
  get entries() {
    return [...this.#entries.values()];
  }

  /** A new one, pending. */
  add(text) {
    return this.#pend({ ref: randomId(), text, at: this.#now() });
  }

  /** A new one, which waits for a name. */
  hold(text) {
    const ref = randomId();
    this.#entries.set(ref, { ref, text, at: this.#now(), state: 'pending', why: { key: 'chat.held' }, held: true });
    this.#changed();
  }

  get holds() {
    return this.entries.some(({ held }) => held);
  }

  /** Those that waited, now pending. */
  release() {
    return this.entries.filter(({ held }) => held).map((entry) => this.#pend(entry));
  }

  #pend({ ref, text, at }) {
    const timer = setTimeout(() => this.failed(ref, { key: 'chat.failed.unknown' }), LATEST_MS);
    this.#entries.set(ref, { ref, text, at, state: 'pending', timer });
    this.#changed();
    return { text, ref };
  }

  /** It stands in the feed: {ref} of ours is no longer outgoing. Says whether it was. */
  seen(ref) {
    return ref !== undefined && this.remove(ref) !== undefined;
  }

  failed(ref, why) {
    const entry = this.#entries.get(ref);
    if (entry?.state === 'pending') {
      clearTimeout(entry.timer);
      this.#entries.set(ref, { ...entry, state: 'failed', why });
      this.#changed();
    }
  }

  /** After a new start of the connection, all that came before is known: what is not in there has not arrived, as far as we know. */
  settle() {
    this.entries.filter(({ state, lost }) => state === 'pending' && lost).forEach(({ ref }) => this.failed(ref, { key: 'chat.failed.unknown' }));
  }

  /** The connection is gone that these went by. */
  lose() {
    this.#entries.forEach((entry) => (entry.lost = !entry.held));
  }

  /** Takes it out; its text, or undefined. */
  remove(ref) {
    const entry = this.#entries.get(ref);
    if (entry) {
      clearTimeout(entry.timer);
      this.#entries.delete(ref);
      this.#changed();
    }
    return entry?.text;
  }

  clear() {
    this.entries.forEach(({ ref }) => this.remove(ref));
  }
}
