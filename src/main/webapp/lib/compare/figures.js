// What is known of one transport. Its size is fixed, however long it runs.

import { Histogram, RecentHistogram } from './histogram.js';

/** The plots show, at each second, the seconds before. */
export const WINDOW_S = 15;

export class Figures {
  arrived = 0;
  /** What the server no longer had when it was asked. */
  lost = 0;
  /** Whether the server began anew: what was on its way is lost, nobody knows how much. */
  anew = false;
  requests = 0;
  /** To the server, and from it; computed by lib/wire.js. */
  computed = { out: 0, in: 0 };
  latency = new Histogram();
  recent = new RecentHistogram(WINDOW_S);

  took(millis) {
    this.latency.add(millis);
    this.recent.add(millis);
  }

  clear() {
    this.arrived = 0;
    this.lost = 0;
    this.anew = false;
    this.requests = 0;
    this.computed.out = 0;
    this.computed.in = 0;
    this.latency.clear();
    this.recent.clear();
  }
}

/** How fast a number grew in the last WINDOW_S seconds, from a look at it each second. */
export class Rate {
  #seen = new Float64Array(WINDOW_S + 1);
  #looks = 0;

  /** A second the newest included; a number that fell has begun anew. */
  look(total) {
    const size = this.#seen.length;
    if (this.#looks > 0 && total < this.#seen[(this.#looks - 1) % size]) {
      this.#looks = 0;
    }
    this.#seen[this.#looks % size] = total;
    this.#looks += 1;
    const seconds = Math.min(this.#looks, size) - 1;
    return seconds === 0 ? undefined : (total - this.#seen[(this.#looks - 1 - seconds) % size]) / seconds;
  }

  clear() {
    this.#looks = 0;
  }
}
