// A feed by polling: asks every two seconds. Slow, but it holds no connection, and works wherever pages load at all.

import { failureOfError, getFrame } from './http.js';

export const EVERY_MS = 2000;
const LATEST_MS = 20000;

export class PollTransport {
  #route;
  #on;
  #cursor;
  #ended = false;
  #abort;
  #timer;

  constructor(route, { since }, on) {
    this.#route = route;
    this.#on = on;
    this.#cursor = since;
    this.#ask();
  }

  close() {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#abort?.abort();
  }

  async #ask() {
    this.#abort = new AbortController();
    this.#timer = setTimeout(() => this.#abort.abort(), LATEST_MS);
    let failure;
    let more = false;
    try {
      const frame = await getFrame(this.#route.read({ since: this.#cursor }), this.#abort.signal);
      if (!this.#ended && frame) {
        this.#cursor = frame.cursor;
        more = Boolean(frame.more);
        this.#on.frame(frame);
      }
    } catch (error) {
      failure = failureOfError(error);
    }
    clearTimeout(this.#timer);
    if (this.#ended) {
      return;
    }
    if (failure) {
      this.close();
      this.#on.closed(failure);
    } else {
      this.#on.alive();
      this.#timer = setTimeout(() => this.#ask(), more ? 0 : EVERY_MS);
    }
  }
}
