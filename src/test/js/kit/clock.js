// Time that passes when a test says so: timers, performance.now() and Date.now().

const realImmediate = setImmediate;
const TURNS = 8;

/** Lets everything happen that waits for nothing but its turn: promises, streams. */
export async function settled() {
  for (let n = 0; n < TURNS; n++) {
    await new Promise((next) => realImmediate(next));
  }
}

export class FakeClock {
  /** ms of performance.now(), from 0. */
  monotonic = 0;
  #epoch;
  #timers = new Map();
  #last = 0;

  /** epoch: what Date.now() says at first; a device's clock may be wrong. */
  constructor(epoch = Date.UTC(2026, 10, 29, 12)) {
    this.#epoch = epoch;
  }

  /** In place of the real ones, for what a test loads and makes from now on. */
  install() {
    const set = (run, ms, every, args) => {
      const id = ++this.#last;
      this.#timers.set(id, { at: this.monotonic + Math.max(0, Number(ms) || 0), every, run: () => run(...args) });
      return id;
    };
    globalThis.setTimeout = (run, ms, ...args) => set(run, ms, undefined, args);
    globalThis.setInterval = (run, ms, ...args) => set(run, ms, Math.max(1, Number(ms) || 0), args);
    globalThis.clearTimeout = (id) => this.#timers.delete(id);
    globalThis.clearInterval = globalThis.clearTimeout;
    performance.now = () => this.monotonic;
    Date.now = () => this.#epoch + this.monotonic;
    return this;
  }

  /** How many timers wait: what was closed has none. */
  get timers() {
    return this.#timers.size;
  }

  /** The timers that come meanwhile run, one after the other, each with all that follows from it. */
  async pass(ms) {
    await settled();
    const end = this.monotonic + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const [id, timer] = next;
      this.monotonic = Math.max(this.monotonic, timer.at);
      if (timer.every) {
        timer.at = this.monotonic + timer.every;
      } else {
        this.#timers.delete(id);
      }
      timer.run();
      await settled();
    }
    this.monotonic = end;
  }

  /** The device sleeps: time passes, and no timer runs until it wakes; then those that are late do. */
  async sleep(ms) {
    this.monotonic += ms;
    await this.pass(0);
  }

  /** The device sleeps, and performance.now() with it, as in some browsers: only the wall clock goes on. */
  async freeze(ms) {
    this.#epoch += ms;
    await this.pass(0);
  }

  /** Somebody sets the device's clock. */
  set(epoch) {
    this.#epoch = epoch - this.monotonic;
  }

  #next(end) {
    return [...this.#timers].filter(([, { at }]) => at <= end).sort(([a, one], [b, two]) => one.at - two.at || a - b)[0];
  }
}
