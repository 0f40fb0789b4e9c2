// Messages by POST: one at a time, in order, from a bounded queue. Nothing is sent twice by itself: where the outcome is unknown,
// unknown is what the sender is told.

import { parse } from './frames.js';
import { problemOf } from './http.js';

const WAITING_MOST = 16;
/** Browsers keep 64 KiB of all pages alive. */
const KEPT_ALIVE_MOST = 8000;
const LATEST_MS = 15000;

export class Outbox {
  #route;
  #secret;
  #on;
  #waiting = [];
  #posting;

  /** secret(): the member's; on: {answer(body), refused({code, message, ref})} */
  constructor(route, secret, on) {
    this.#route = route;
    this.#secret = secret;
    this.#on = on;
  }

  /** How many are on their way, or wait. */
  get size() {
    return this.#waiting.length + (this.#posting ? 1 : 0);
  }

  /**
   * Promises 'sent', 'refused' (the server said why), 'unknown' (no answer came), 'busy' (too much waits; not sent), or 'overtaken':
   * of positions of one id, only the newest is worth sending.
   */
  put(item) {
    const same = item.id === undefined ? -1 : this.#waiting.findIndex((each) => each.item.id === item.id);
    if (same >= 0) {
      this.#waiting[same].tell('overtaken');
      this.#waiting.splice(same, 1);
    } else if (this.#waiting.length >= WAITING_MOST) {
      return Promise.resolve('busy');
    }
    return new Promise((tell) => {
      this.#waiting.push({ item, tell });
      this.#next();
    });
  }

  /** The last word of a page that goes: what is on its way or waits is overtaken by it. */
  last(item) {
    this.#waiting.splice(0).forEach(({ tell }) => tell('unknown'));
    this.#posting?.abort();
    // nobody is left to hear how it went
    this.#post(item, undefined).catch(() => undefined);
  }

  async #next() {
    if (this.#posting) {
      return;
    }
    const { item, tell } = this.#waiting.shift() ?? {};
    if (!item) {
      return;
    }
    this.#posting = new AbortController();
    const timer = setTimeout(() => this.#posting.abort(), LATEST_MS);
    let outcome;
    try {
      outcome = await this.#take(await this.#post(item, this.#posting.signal), item);
    } catch {
      outcome = 'unknown';
    }
    clearTimeout(timer);
    this.#posting = undefined;
    tell(outcome);
    this.#next();
  }

  #post(item, signal) {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'Echolocate-Secret': this.#secret() };
    const body = JSON.stringify(item);
    // small enough, and then it outlives the page
    const keepalive = body.length <= KEPT_ALIVE_MOST;
    return fetch(this.#route.post(), { method: 'POST', headers, body, keepalive, cache: 'no-store', signal });
  }

  async #take(response, item) {
    if (response.ok) {
      this.#on.answer(parse(await response.text()) ?? {});
      return 'sent';
    }
    const problem = await problemOf(response);
    if (!problem) {
      return 'unknown';
    }
    this.#on.refused({ ...problem, ref: item.ref });
    return 'refused';
  }
}
