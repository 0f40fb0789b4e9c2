// What befalls a page and may end its connections without a word: the network changes, the device sleeps, the page is hidden, put
// away and brought back.

const TICK_MS = 3000;
/** A visible page whose timer is so late has slept. The wall clock says so, too, where the monotonic one slept as well. */
const JUMP_MS = 4000;
/** Whoever looks at another tab for a moment has not been away. */
const BRIEF_MS = 5000;
/** Browsers that don't tell the kind of network tell each change of their guess at its speed. */
const GUESS_MS = 60000;

export class PageLife {
  #on;
  #listeners;
  #timer;
  #hiddenAt;
  #tickedAt;
  #network;
  #guessedAt = -GUESS_MS;

  /**
   * on: {woke(): connections may be dead, whatever they look like; shown(): somebody looks again; leaves(); returns(): as it was
   * left, from the browser's cache}
   */
  constructor(on) {
    this.#on = on;
  }

  start() {
    if (this.#listeners) {
      return;
    }
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    addEventListener('online', () => this.#on.woke(), { signal });
    addEventListener('pagehide', () => this.#on.leaves(), { signal });
    addEventListener('pageshow', ({ persisted }) => persisted && this.#on.returns(), { signal });
    document.addEventListener('resume', () => this.#on.woke(), { signal });
    document.addEventListener('visibilitychange', () => this.#seen(), { signal });
    this.#network = navigator.connection?.type;
    navigator.connection?.addEventListener?.('change', () => this.#changed(), { signal });
    this.#hiddenAt = document.hidden ? Date.now() : undefined;
    this.#tickedAt = undefined;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** Hears of nothing more. */
  stop() {
    this.#listeners?.abort();
    this.#listeners = undefined;
    clearInterval(this.#timer);
  }

  #seen() {
    // timers of hidden pages run late, by a minute even: they say nothing
    this.#tickedAt = undefined;
    if (document.hidden) {
      this.#hiddenAt ??= Date.now();
    } else {
      const hidden = Date.now() - (this.#hiddenAt ?? Date.now());
      this.#hiddenAt = undefined;
      this.#on.shown();
      if (Math.abs(hidden) >= BRIEF_MS) {
        this.#on.woke();
      }
    }
  }

  #tick() {
    const now = Date.now();
    const late = this.#tickedAt === undefined ? 0 : Math.abs(now - this.#tickedAt - TICK_MS);
    this.#tickedAt = document.hidden ? undefined : now;
    if (late > JUMP_MS) {
      this.#on.woke();
    }
  }

  #changed() {
    const { type } = navigator.connection;
    const now = performance.now();
    if (type === undefined ? now - this.#guessedAt >= GUESS_MS : type !== this.#network) {
      this.#guessedAt = now;
      this.#on.woke();
    }
    this.#network = type;
  }
}
