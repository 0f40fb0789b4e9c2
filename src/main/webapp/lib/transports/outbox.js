// Messages by POST: one at a time, in order, from a bounded queue. Nothing is sent twice by itself, but what the server has surely not
// taken and wants later: where the outcome is unknown, unknown is what the sender is told.

import { parse } from './frames.js';
import { problemOf, retryAfter } from './http.js';

const WAITING_MOST = 16;
/** Browsers keep 64 KiB of all pages alive. */
const KEPT_ALIVE_MOST = 8000;
const LATEST_MS = 15000;
/** Refusals of what may be taken in a moment; nothing was done. */
const LATER = new Set(['busy', 'stopping', 'too_fast']);
const LATER_MS = 1000;
/** Not everybody behind one address comes back at once. */
const APART_MS = 500;

export class Outbox {
  #route;
  #secret;
  #on;
  #waiting = [];
  #posting;
  #resting = false;
  #closed = false;
  #after;

  /** secret(): the member's; on: {answer(body), refused({code, message, ref, now, of})}; after(ms, run): as setTimeout */
  constructor(route, secret, on, after = (ms, run) => setTimeout(run, ms)) {
    this.#route = route;
    this.#secret = secret;
    this.#on = on;
    this.#after = after;
  }

  /** How many are on their way, or wait. */
  get size() {
    return this.#waiting.length + (this.#posting ? 1 : 0);
  }

  /**
   * Promises 'sent', 'refused' (the server said why), 'unknown' (no answer came), 'busy' (too much waits; not sent), or 'overtaken':
   * of positions of one id, only the newest is worth sending. What the server wants later, it gets later, up to 15 s after this.
   */
  put(item) {
    const same = item.id === undefined ? -1 : this.#waiting.findIndex((each) => isSame(each.item, item));
    if (same >= 0) {
      this.#waiting[same].tell('overtaken');
      this.#waiting.splice(same, 1);
    } else if (this.#waiting.length >= WAITING_MOST) {
      return Promise.resolve('busy');
    }
    return new Promise((tell) => {
      this.#waiting.push({ item, tell, until: performance.now() + LATEST_MS });
      this.#next();
    });
  }

  /**
   * Nothing is heard of it any more, and what waits is not sent, but for last words: the given ones, or those that wait. They go after
   * what is on its way: on connections of their own, the one might overtake the other.
   */
  close(items = []) {
    this.#closed = true;
    this.#on = { answer: () => undefined, refused: () => undefined };
    const waiting = this.#waiting.splice(0);
    const last = items.length > 0 ? items : waiting.map(({ item }) => item).filter(({ left }) => left);
    waiting.forEach(({ tell }) => tell('closed'));
    if (last.length > 0) {
      // whoever goes on may do so as somebody else
      const secret = this.#secret();
      this.#secret = () => secret;
      last.forEach((item) => this.put(item));
    }
  }

  /** The last words of a page that goes: what is on its way or waits is overtaken by them. */
  last(items) {
    this.#waiting.splice(0).forEach(({ tell }) => tell('unknown'));
    this.#posting?.abort();
    // nobody is left to hear how it went
    items.forEach((item) => this.#post(item, undefined).catch(() => undefined));
  }

  async #next() {
    if (this.#posting || this.#resting || this.#waiting.length === 0) {
      return;
    }
    const entry = this.#waiting.shift();
    this.#posting = new AbortController();
    const timer = setTimeout(() => this.#posting.abort(), LATEST_MS);
    let outcome;
    try {
      outcome = await this.#take(await this.#post(entry.item, this.#posting.signal), entry);
    } catch {
      outcome = 'unknown';
    }
    clearTimeout(timer);
    this.#posting = undefined;
    if (outcome) {
      entry.tell(outcome);
    }
    this.#next();
  }

  #post(item, signal) {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'Echolocate-Secret': this.#secret() };
    const body = JSON.stringify(item);
    // small enough, and then it outlives the page
    const keepalive = body.length <= KEPT_ALIVE_MOST;
    return fetch(this.#route.post(), { method: 'POST', headers, body, keepalive, cache: 'no-store', signal });
  }

  /** The outcome, or undefined where it is sent again later. */
  async #take(response, entry) {
    if (response.ok) {
      this.#on.answer(parse(await response.text()) ?? {});
      return 'sent';
    }
    const problem = (await problemOf(response)) ?? somethingElses(response);
    if (!problem) {
      return 'unknown';
    }
    if (problem.code === 'unknown') {
      return 'unknown';
    }
    const rest = (retryAfter(response) || LATER_MS) + Math.random() * APART_MS;
    if (LATER.has(problem.code) && performance.now() + rest < entry.until && (!this.#closed || entry.item.left)) {
      return this.#rest(rest, entry);
    }
    const { ref, of } = entry.item;
    this.#on.refused({ ...problem, ref, ...(of && { of }) });
    return 'refused';
  }

  /** Sends nothing for so long, and then this one first, unless a newer position of the same id has come meanwhile. */
  #rest(ms, entry) {
    this.#resting = true;
    this.#after(ms, () => {
      this.#resting = false;
      this.#next();
    });
    if (entry.item.id !== undefined && this.#waiting.some(({ item }) => isSame(item, entry.item))) {
      return 'overtaken';
    }
    this.#waiting.unshift(entry);
    return undefined;
  }
}

/** Whether both are of one id, of one part of a room. */
function isSame(one, other) {
  return one.id === other.id && one.of === other.of;
}

/** What something on the way refuses has not arrived; what goes wrong behind it may have. */
function somethingElses({ status }) {
  return status >= 400 && status < 500 ? { code: String(status), message: '' } : undefined;
}
