// A feed over feed.v1: connects, reconnects, resumes from its cursor. It never queues: what cannot be sent now is not sent.

import { backoff } from './backoff.js';
import { mayComeBack } from './close-codes.js';
import { letGo, openSocket } from './socket.js';

const PROTOCOL = 'feed.v1';
const FIRST_FRAME_MS = 15000;
const STEADY_MS = 5000;
const TRY_LATER_MS = 2000;
const TRY_LATER = 1013;
const NOT_A_FRAME = 4000;
const BUFFERED_BYTES = 1 << 20;

/**
 * States, given to onState: {state: 'connecting'}, {state: 'live'}, {state: 'retrying', seconds, code, everLive} each second,
 * {state: 'off'} (closed by us), {state: 'ended', code, reason}: the server does not want us back.
 */
export class Feed {
  #address;
  #on;
  #socket = null;
  #state = 'off';
  #cursor;
  #secret;
  #attempt = 0;
  #everLive = false;
  #timer;
  #steady;

  /**
   * address: a function from {since, secret} to an address.
   * on: {frame(frame), you({id, secret}), error({code, message}), state(state)}
   */
  constructor(address, on, secret) {
    this.#address = address;
    this.#on = on;
    this.#secret = secret;
    addEventListener('online', () => this.#hurry());
    document.addEventListener('visibilitychange', () => document.hidden || this.#hurry());
  }

  get live() {
    return this.#state === 'live';
  }

  /** Bytes that wait in the browser. */
  get buffered() {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** Connects now, whatever was going on. */
  open() {
    this.#drop();
    this.#enter({ state: 'connecting' });
    const query = { since: this.#cursor, secret: this.#secret };
    this.#socket = openSocket(this.#address(query), [PROTOCOL], {
      message: (data) => this.#receive(data),
      closed: (event) => this.#closed(event.code, event.reason),
    });
    this.#timer = setTimeout(() => this.#giveUp(), FIRST_FRAME_MS);
  }

  /** Connects now, and is told everything again. */
  renew() {
    this.#cursor = undefined;
    this.open();
  }

  /** Ends it from our side; open() resumes. */
  close() {
    this.#drop();
    this.#enter({ state: 'off' });
  }

  /** Comes back as somebody new. */
  forget() {
    this.#secret = undefined;
    this.#drop();
    this.#retry(1006);
  }

  /** 'sent', or 'closed' or 'busy' where nothing was sent. */
  send(item) {
    if (!this.live || this.#socket.readyState !== WebSocket.OPEN) {
      return 'closed';
    }
    if (this.buffered > BUFFERED_BYTES) {
      return 'busy';
    }
    this.#socket.send(JSON.stringify(item));
    return 'sent';
  }

  #receive(data) {
    const frame = parse(data);
    if (frame?.error) {
      this.#on.error?.(frame.error);
    } else if (typeof frame?.cursor === 'string' && Array.isArray(frame.items)) {
      this.#take(frame);
    } else {
      this.#drop(NOT_A_FRAME);
      this.#enter({ state: 'ended', code: NOT_A_FRAME, reason: '' });
    }
  }

  #take(frame) {
    if (frame.you) {
      this.#secret = frame.you.secret;
      this.#on.you?.(frame.you);
    }
    this.#on.frame?.(frame);
    this.#cursor = frame.cursor;
    if (!this.live) {
      clearTimeout(this.#timer);
      this.#everLive = true;
      // a server that opens and closes at once is not met at full speed
      this.#steady = setTimeout(() => (this.#attempt = 0), STEADY_MS);
      this.#enter({ state: 'live' });
    }
  }

  #closed(code, reason) {
    this.#drop();
    if (mayComeBack(code)) {
      this.#retry(code);
    } else {
      this.#enter({ state: 'ended', code, reason });
    }
  }

  #giveUp() {
    this.#drop();
    this.#retry(1006);
  }

  #retry(code) {
    const wait = backoff(this.#attempt++, code === TRY_LATER ? TRY_LATER_MS : 0);
    const until = performance.now() + wait;
    const tick = () => {
      const left = until - performance.now();
      if (left <= 0) {
        this.open();
        return;
      }
      this.#enter({ state: 'retrying', seconds: Math.ceil(left / 1000), code, everLive: this.#everLive });
      this.#timer = setTimeout(tick, Math.min(left, left % 1000 || 1000));
    };
    tick();
  }

  #hurry() {
    if (this.#state === 'retrying') {
      this.open();
    }
  }

  #drop(code = 1000) {
    clearTimeout(this.#timer);
    clearTimeout(this.#steady);
    if (this.#socket) {
      letGo(this.#socket, code);
      this.#socket = null;
    }
  }

  #enter(state) {
    this.#state = state.state;
    this.#on.state?.(state);
  }
}

function parse(data) {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
