// Waiting that can be called off, and leaves no timer and no listener behind.

/** Resolves after so many ms, or as soon as the signal is aborted or one of the events comes. */
export function rest(millis, signal, ...wakers) {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      wakers.forEach(([target, event]) => target.removeEventListener(event, end));
      done();
    };
    const timer = setTimeout(end, millis);
    signal.addEventListener('abort', end);
    wakers.forEach(([target, event]) => target.addEventListener(event, end));
    if (signal.aborted) {
      end();
    }
  });
}

/** Does work(signal), whose signal is aborted with the given one, or after so many ms. */
export async function within(millis, signal, work) {
  const abort = new AbortController();
  const end = () => abort.abort();
  const timer = setTimeout(end, millis);
  signal.addEventListener('abort', end);
  try {
    if (signal.aborted) {
      end();
    }
    return await work(abort.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

/**
 * Calls back so many times a second: once in each period, at a random time within it. In step with polling, each call would be as late
 * as the one before. What was missed, because a browser held the timer back, is not made up for.
 */
export class Beat {
  #beat;
  #period;
  #begun;
  #timer;

  constructor(beat) {
    this.#beat = beat;
  }

  /** The first call comes at once. */
  start(timesASecond) {
    this.stop();
    this.#period = 1000 / timesASecond;
    this.#begun = performance.now();
    this.#wait(0);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  get running() {
    return this.#timer !== undefined;
  }

  #wait(within) {
    this.#timer = setTimeout(() => {
      this.#begun = Math.max(this.#begun + this.#period, performance.now() - this.#period);
      this.#wait(Math.random() * this.#period);
      this.#beat();
    }, Math.max(0, this.#begun + within - performance.now()));
  }
}

/** How often to poll. An interval that is changed holds at once. */
export class Interval extends EventTarget {
  #millis;

  constructor(seconds) {
    super();
    this.#millis = seconds * 1000;
  }

  get millis() {
    return this.#millis;
  }

  set seconds(seconds) {
    this.#millis = seconds * 1000;
    this.dispatchEvent(new Event('change'));
  }

  /** Until so long after the time when something began. */
  async since(begun, signal) {
    for (let left; !signal.aborted && (left = begun + this.#millis - performance.now()) > 0; ) {
      await rest(left, signal, [this, 'change']);
    }
  }
}
