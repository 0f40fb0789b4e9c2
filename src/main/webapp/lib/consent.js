// What was agreed to on this device: to share one's position in a room, until a time of the server's clock, or until it is stopped.
// Each tab keeps to what it agreed to; a new one goes on by itself with what is kept here.

import { saved } from './storage.js';

const KEPT = 'echolocate.consent';
const MOST_ROOMS = 20;
/** Agreed to without an end: so long after it was last used it is asked for again. */
const UNUSED_MS = 24 * 3600000;
/** A device's clock may be wrong by so much before the server's is known. */
const WRONG_MS = 12 * 3600000;

export class Consent {
  #now;

  /** now(): the device's time; for a test. */
  constructor(now = () => Date.now()) {
    this.#now = now;
  }

  /** What holds in a room: {until}, epoch ms or undefined for no end; or undefined where nothing does, as far as the device knows. */
  of(room) {
    const given = this.#all().get(room);
    if (!given || (given.until ?? given.used + UNUSED_MS) + WRONG_MS < this.#now()) {
      return undefined;
    }
    return { until: given.until ?? undefined };
  }

  /** until: epoch ms, or undefined: no end. */
  give(room, until) {
    const all = this.#all();
    all.delete(room);
    all.set(room, { until: until ?? null, used: this.#now() });
    this.#keep([...all].slice(-MOST_ROOMS));
  }

  withdraw(room) {
    const all = this.#all();
    all.delete(room);
    this.#keep([...all]);
  }

  #all() {
    try {
      const all = JSON.parse(saved.get(KEPT)) ?? {};
      return new Map(Object.entries(all).filter(([, given]) => isConsent(given)));
    } catch {
      return new Map();
    }
  }

  #keep(entries) {
    if (entries.length) {
      saved.set(KEPT, JSON.stringify(Object.fromEntries(entries)));
    } else {
      saved.remove(KEPT);
    }
  }
}

function isConsent(given) {
  return given !== null && typeof given === 'object' && Number.isFinite(given.used) && (given.until === null || Number.isFinite(given.until));
}
