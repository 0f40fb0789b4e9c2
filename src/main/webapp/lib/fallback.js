// Which transport comes next. Pure: no network, no DOM, no clock.

/** From the best to the one that works nearly everywhere. */
export const TRANSPORTS = ['websocket', 'sse', 'longPoll', 'poll'];

/** When to look for something better, in ms: each look that finds nothing doubles the wait. A test may change it. */
export const RETRY_UP = { soonMs: 5000, firstMs: 30000, mostMs: 300000 };

const UNSTEADY_MOST = 3;

/** Where WebSocket has worked, a server that is gone for a moment is likelier than a proxy that has come. */
const AGAIN_MOST = 2;

/**
 * A failure: {code, reason, problem, terminal, floor}: a close code or an HTTP status (0: no answer at all), the server's words and its
 * own code for them, whether it said itself not to come back, and how many ms to wait at least. {skipped: true}: it was not even tried. {unproven: true}: it opened, but
 * what makes it different never worked. {silent: true}: nobody said that it ended, but nothing came any more.
 */
export class Fallback {
  #failures = new Map();
  #unsteady = new Map();
  #lived = new Set();
  #looks = 0;
  #again = 0;

  /** Everything is tried anew. */
  restart() {
    this.#failures.clear();
    return TRANSPORTS[0];
  }

  /** This one works. */
  works(name) {
    this.#lived.add(name);
    this.#failures.clear();
    this.#again = 0;
  }

  /** It has been well for a while. */
  steady(name) {
    this.#unsteady.delete(name);
  }

  /** No frame came: {next: name}, {retry: failure} where all failed, or {end: failure}. */
  failed(name, failure) {
    if (name === 'websocket' && failure.terminal) {
      return { end: failure };
    }
    if (name === 'websocket' && this.#lived.has(name) && this.#again < AGAIN_MOST) {
      this.#again += 1;
      return { retry: failure };
    }
    this.#failures.set(name, failure);
    const next = TRANSPORTS[TRANSPORTS.indexOf(name) + 1];
    return next ? { next } : this.#allFailed();
  }

  /** It was live and broke: {from: name} to try first after the back-off, or {end: failure}. */
  dropped(name, failure) {
    if (failure.terminal) {
      return { end: failure };
    }
    const times = (this.#unsteady.get(name) ?? 0) + 1;
    this.#unsteady.set(name, times);
    const lower = TRANSPORTS[TRANSPORTS.indexOf(name) + 1];
    // what opens and breaks at once, again and again, does not work here
    return { from: times >= UNSTEADY_MOST && lower ? lower : name };
  }

  /** The better ones, from the best. */
  above(name) {
    return TRANSPORTS.slice(0, TRANSPORTS.indexOf(name));
  }

  /** ms until the next look for something better; sooner at first where WebSocket has worked before. */
  nextLook() {
    const first = this.#lived.has('websocket') ? RETRY_UP.soonMs : RETRY_UP.firstMs;
    return Math.min(RETRY_UP.mostMs, first * 2 ** Math.min(this.#looks++, 10));
  }

  /** A better one was found, or there is reason to hope. */
  lookSoon() {
    this.#looks = 0;
  }

  #allFailed() {
    const tried = [...this.#failures].filter(([name, { skipped }]) => name !== 'websocket' && !skipped).map(([, failure]) => failure);
    const failures = [...this.#failures.values()].filter(({ skipped }) => !skipped);
    const last = tried.at(-1) ?? failures.at(-1);
    if (tried.length > 0 && tried.every(({ terminal }) => terminal)) {
      return { end: last };
    }
    // an HTTP status says more than a WebSocket's 1006 does
    const telling = tried.findLast?.(({ code }) => code > 0) ?? failures[0];
    return { retry: { ...telling, floor: Math.max(0, ...failures.map(({ floor }) => floor ?? 0)) } };
  }
}
