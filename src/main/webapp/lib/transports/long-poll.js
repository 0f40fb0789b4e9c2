// A feed by long polling: asks, and the server answers when there is something, or with nothing after a while.

import { failureOfError, getFrame } from './http.js';

/** Where the server tells no beat: shorter than what most proxies let an answer take. */
const WAIT_S = 25;
const LATE_MS = 10000;

export class LongPollTransport {
  #route;
  #on;
  #cursor;
  #ended = false;
  #waited = false;
  /** How long an answer may wait for news, in seconds: one beat at most. */
  #wait = WAIT_S;
  #abort;

  constructor(route, { since }, on) {
    this.#route = route;
    this.#on = on;
    this.#cursor = since;
    this.#run();
  }

  close() {
    this.#ended = true;
    this.pause();
  }

  /** Holds no connection until resume(). */
  pause() {
    this.#abort?.abort();
    this.#abort = undefined;
  }

  resume() {
    if (!this.#ended && !this.#abort) {
      this.#run();
    }
  }

  async #run() {
    const abort = new AbortController();
    this.#abort = abort;
    // the first answer comes at once, with something or not: it says that this works
    let wait;
    let timer;
    try {
      while (!abort.signal.aborted) {
        timer = setTimeout(() => abort.abort(new Error('no answer')), (wait ?? 0) * 1000 + LATE_MS);
        const frame = await getFrame(this.#route.read({ since: this.#cursor, wait }), abort.signal);
        clearTimeout(timer);
        this.#waited ||= wait !== undefined;
        if (!abort.signal.aborted) {
          this.#take(frame);
        }
        wait = this.#wait;
      }
    } catch (error) {
      clearTimeout(timer);
      // paused or closed by us, or told by the timer above
      if (this.#abort === abort) {
        this.close();
        const failure = failureOfError(error);
        // something on the way answers plain questions, but lets nobody wait
        this.#on.closed({ ...failure, unproven: !this.#waited && failure.code > 0 });
      }
    }
  }

  #take(frame) {
    this.#on.alive();
    if (frame) {
      this.#wait = frame.beat > 0 ? Math.min(frame.beat, WAIT_S) : this.#wait;
      this.#cursor = frame.cursor;
      this.#on.frame(frame);
    }
  }
}
