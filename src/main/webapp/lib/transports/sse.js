// A feed over server-sent events. By fetch, not EventSource: that one hides the status of a refusal and comes back by itself, past
// our own decisions about when, by what and whether at all.

import { EventStream } from './event-stream.js';
import { isFrame, parse } from './frames.js';
import { failureOfError, get, MOST_REST_MS, Refused } from './http.js';

const TYPE = /^text\/event-stream\b/i;

export class SseTransport {
  #on;
  #abort = new AbortController();
  #retry = 0;

  constructor(route, { since }, on) {
    this.#on = on;
    this.#run(route.read({ since }));
  }

  close() {
    this.#abort.abort();
  }

  async #run(address) {
    const { signal } = this.#abort;
    let failure;
    try {
      const response = await get(address, { accept: 'text/event-stream', signal });
      if (!TYPE.test(response.headers.get('Content-Type') ?? '')) {
        throw new Refused({ code: response.status, reason: '', terminal: false, floor: 0 });
      }
      await this.#read(response.body, signal);
      failure = { code: 0, reason: '', terminal: false, floor: this.#retry };
    } catch (error) {
      failure = failureOfError(error);
    }
    if (!signal.aborted) {
      this.close();
      this.#on.closed(failure);
    }
  }

  /** Until the stream ends, or a frame is none. */
  async #read(body, signal) {
    const stream = new EventStream({ event: ({ data, type }) => this.#event(data, type), retry: (ms) => (this.#retry = Math.min(ms, MOST_REST_MS)) });
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) {
        return;
      }
      stream.push(value);
      this.#on.alive();
    }
  }

  #event(data, type) {
    if (this.#abort.signal.aborted || type !== 'message') {
      return;
    }
    const frame = parse(data);
    if (!isFrame(frame)) {
      throw new Refused({ code: 0, reason: '', terminal: false, floor: 0 });
    }
    this.#on.frame(frame);
  }
}
