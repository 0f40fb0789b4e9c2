// Over HTTP nobody sees that a page is still there: it says so itself, now and then, and says when it goes.

const BEAT_MS = 25000;
/** When there is a sign of life anyway: timers of hidden pages run late, the network's events don't. */
const EARLY_MS = 15000;

export class Presence {
  #beat;
  #last = 0;
  #timer;

  /** beat(): says it, or not. */
  constructor(beat) {
    this.#beat = beat;
  }

  /** From now on; something has just been said. */
  start() {
    this.stop();
    this.said();
    this.#timer = setInterval(() => this.#now(), BEAT_MS);
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Something else was sent: that will do for a while. */
  said() {
    this.#last = performance.now();
  }

  /** Something came in. */
  alive() {
    if (this.#timer && performance.now() - this.#last > EARLY_MS) {
      this.#now();
    }
  }

  #now() {
    this.said();
    this.#beat();
  }
}
