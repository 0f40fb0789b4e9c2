// How long a line has said nothing at all. TCP takes many minutes to notice that nobody is there; a page has to be faster.

/** A timer that runs so late ran in a page that slept, or was held back: what came meanwhile is still in the queue. */
const LATE_MS = 2000;
const QUEUE_MS = 3000;

export class Silence {
  /** When something was heard last, as performance.now(). */
  heardAt = performance.now();
  #over;
  #limit;
  #timer;

  /** over(): it has been silent for too long. */
  constructor(over) {
    this.#over = over;
  }

  /** From now on: silence of at most so many ms. */
  allow(ms) {
    if (ms !== this.#limit) {
      this.#limit = ms;
      this.#wait(ms);
    }
  }

  heard() {
    this.heardAt = performance.now();
  }

  /** Nothing is expected for a while. */
  stop() {
    clearTimeout(this.#timer);
  }

  /** Something is expected again. */
  resume() {
    this.heard();
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
    const left = this.heardAt + this.#limit - performance.now();
    if (left > 0) {
      this.#wait(left);
    } else if (slept) {
      this.#wait(QUEUE_MS, true);
    } else {
      this.#over();
    }
  }
}
