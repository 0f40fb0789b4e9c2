// How long a line has said nothing at all. TCP takes many minutes to notice that nobody is there; a page has to be faster.

import { moment, since } from '../moment.js';

/** A promised beat may be so late. */
const GRACE_MS = 10000;
/** A timer that runs so late ran in a page that slept, or was held back: what came meanwhile is still in the queue. */
const LATE_MS = 2000;
const QUEUE_MS = 3000;

export class Silence {
  #heard = moment();
  #from = 0;
  #over;
  #limit;
  #timer;

  /** over(): it has been silent for too long. */
  constructor(over) {
    this.#over = over;
  }

  /** When something was heard last, as performance.now(). A sleep since then counts, whether that one slept or not. */
  get heardAt() {
    return performance.now() - since(this.#heard);
  }

  /** The same as a moment. */
  get heardLast() {
    return this.#heard;
  }

  /** A frame that promises a beat: from now on something comes at each. */
  expect({ beat }) {
    if (beat > 0) {
      this.allow(beat * 1000 + GRACE_MS);
    }
  }

  /** From now on: silence of at most so many ms. */
  allow(ms) {
    if (ms !== this.#limit) {
      this.#limit = ms;
      this.#wait(ms);
    }
  }

  heard() {
    this.#heard = moment();
  }

  /** Nothing is expected for a while. */
  stop() {
    clearTimeout(this.#timer);
  }

  /** Something is expected again. */
  resume() {
    this.#from = performance.now();
    if (this.#limit) {
      this.#wait(this.#limit);
    }
  }

  #wait(ms, slept = false) {
    clearTimeout(this.#timer);
    const due = performance.now() + ms;
    this.#timer = setTimeout(() => this.#look(!slept && performance.now() - due > LATE_MS), ms);
  }

  #look(slept) {
    // by monotonic time alone: somebody who sets the clock ends nothing
    const left = Math.max(this.#heard.monotonic, this.#from) + this.#limit - performance.now();
    if (left > 0) {
      this.#wait(left);
    } else if (slept) {
      this.#wait(QUEUE_MS, true);
    } else {
      this.#over();
    }
  }
}
