// Where people are drawn: at their fix, or gliding to it. Places are those of mercator.js. No DOM in here.

import { nearX } from './mercator.js';

const LONGEST_MS = 1000;

export class Motion {
  #places = new Map();
  #gliding = new Set();

  /** Whether anybody is on the way. */
  get moving() {
    return this.#gliding.size > 0;
  }

  /** Somebody's fix; glides there within about the time between two fixes. */
  put(key, x, y, now, glide) {
    const known = this.#places.get(key);
    if (!known || !glide) {
      this.#gliding.delete(key);
      this.#places.set(key, { x, y, fromX: x, fromY: y, since: now, duration: 0 });
      return;
    }
    const { x: fromX, y: fromY } = this.at(key, now);
    const to = nearX(x, fromX);
    const duration = Math.min(LONGEST_MS, Math.max(200, now - known.since));
    this.#places.set(key, { x: to, y, fromX, fromY, since: now, duration });
    this.#gliding.add(key);
  }

  remove(key) {
    this.#places.delete(key);
    this.#gliding.delete(key);
  }

  /** {x, y}, x may be in another copy of the world. */
  at(key, now) {
    const place = this.#places.get(key);
    if (!place) {
      return undefined;
    }
    const share = place.duration ? (now - place.since) / place.duration : 1;
    if (share >= 1) {
      this.#gliding.delete(key);
      return place;
    }
    return {
      x: place.fromX + (place.x - place.fromX) * share,
      y: place.fromY + (place.y - place.fromY) * share,
    };
  }

  /** Everybody is where their fix is. */
  settle() {
    this.#places.forEach((place) => (place.duration = 0));
    this.#gliding.clear();
  }
}
