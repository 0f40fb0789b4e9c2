// One try at one transport: a permit where it holds a connection, a first frame within some seconds, then a sign of life at each beat
// that the server promised, and one end.

import { LongPollTransport } from './long-poll.js';
import { takePermit } from './permit.js';
import { PollTransport } from './poll.js';
import { Silence } from './silence.js';
import { SseTransport } from './sse.js';
import { WebSocketTransport } from './websocket.js';

const KINDS = {
  websocket: { make: WebSocketTransport, firstFrameMs: 8000 },
  // servers that tell no beat have always sent a comment every 20 s or so
  sse: { make: SseTransport, firstFrameMs: 6000, holds: true, silentMs: 65000 },
  longPoll: { make: LongPollTransport, firstFrameMs: 10000, holds: true },
  poll: { make: PollTransport, firstFrameMs: 10000 },
};
const NO_ANSWER = { code: 1006, reason: '', terminal: false, floor: 0 };

export class Line {
  /** A key of KINDS. */
  name;
  /** Where it began. */
  since;
  /** Whether a frame has come. */
  lived = false;
  /** What to try next if this fails, for whoever uses it. */
  others = [];
  /** Whether it was opened to learn if another one of the same kind still lives. */
  asks = false;
  #on;
  #transport;
  #release;
  #timer;
  #silence = new Silence(() => this.#end({ ...NO_ANSWER, silent: true }));
  #ended = false;

  /** on: {frame(line, frame, first), error(line, error), alive(line), closed(line, failure)} */
  constructor(name, route, query, on) {
    this.name = name;
    this.since = query.since;
    this.#on = on;
    this.#open(route, query);
  }

  get isSocket() {
    return this.name === 'websocket';
  }

  /** When something came, as performance.now(). */
  get heardAt() {
    return this.#silence.heardAt;
  }

  /** The same as a moment. */
  get heardLast() {
    return this.#silence.heardLast;
  }

  get buffered() {
    return this.#transport?.buffered ?? 0;
  }

  /** Whether it was handed to the network; sockets only. */
  send(item) {
    return this.lived && this.#transport.send(item);
  }

  /** Lets another line of this tab hold a connection for a while. */
  pause() {
    if (this.#transport?.pause) {
      this.#transport.pause();
      this.#silence.stop();
    }
    this.#release?.();
    this.#release = undefined;
  }

  /** Goes on; without a permit this line is at its end. */
  async resume() {
    if (this.#ended || !KINDS[this.name].holds || this.#release) {
      return;
    }
    await this.#permit();
    if (!this.#ended) {
      this.#silence.resume();
      this.#transport?.resume?.();
    }
  }

  close() {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#silence.stop();
    this.#transport?.close();
    this.#release?.();
    this.#release = undefined;
  }

  async #open(route, query) {
    const { make, firstFrameMs, holds } = KINDS[this.name];
    // never at once: who made this line has to know it before it ends
    await (holds ? this.#permit() : undefined);
    if (this.#ended) {
      return;
    }
    this.#timer = setTimeout(() => this.#end(NO_ANSWER), firstFrameMs);
    const on = {
      frame: (frame) => this.#ended || this.#take(frame),
      error: (error) => this.#ended || (this.#alive(), this.#on.error(this, error)),
      alive: () => this.#ended || this.#alive(),
      closed: (failure) => this.#end(failure),
    };
    try {
      this.#transport = new make(route, query, on);
    } catch {
      // a browser, or something in it, that knows no such thing
      this.#end(NO_ANSWER);
    }
  }

  async #permit() {
    const release = await takePermit();
    if (this.#ended) {
      release?.();
    } else if (release) {
      this.#release = release;
    } else {
      this.#end({ ...NO_ANSWER, skipped: true });
    }
  }

  #alive() {
    this.#silence.heard();
    this.#on.alive(this);
  }

  #take(frame) {
    clearTimeout(this.#timer);
    const first = !this.lived;
    this.lived = true;
    const { silentMs } = KINDS[this.name];
    if (first && silentMs) {
      this.#silence.allow(silentMs);
    }
    this.#silence.expect(frame);
    this.#alive();
    if (this.#ended) {
      // whoever heard that it lives may have closed it
      return;
    }
    this.#on.frame(this, frame, first);
  }

  #end(failure) {
    if (!this.#ended) {
      this.close();
      this.#on.closed(this, failure);
    }
  }
}
