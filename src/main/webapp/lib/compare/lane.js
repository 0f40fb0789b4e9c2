// One transport in the race: runs it, comes back after a break, goes on from its cursor, and counts. How a transport reads is written
// in a module of its own: websocket.js, stream.js, long-poll.js, poll.js.

import { backoff } from '../backoff.js';
import { isFrame, parse } from '../transports/frames.js';
import { failureOfError, get, Refused } from '../transports/http.js';
import { chunkLength, frameLength, responseHeadLength, responseLength, utf8Length } from '../wire.js';
import { takeAnotherPermit } from '../transports/permit.js';
import { readChange } from './change.js';
import { Figures } from './figures.js';
import { rest } from './time.js';

const JSON_TYPE = 'application/json';
/** What lived for so long is met at full speed when it breaks. */
const STEADY_MS = 5000;
/** Whoever was refused asks less often. */
const REFUSED_MS = 15000;
const PERMIT_MS = 1000;

export class Lane {
  name;
  figures = new Figures();
  /** Up to which entry of the feed it has read. */
  cursor;
  /** {state}: 'off', 'waiting' (for a connection that other tabs hold), 'connecting', 'live', 'retrying', 'refused' ({why}: a failure) */
  state = { state: 'off' };
  interval;
  #read;
  #holds;
  #route;
  #requests;
  #on;
  #abort;
  #failures = 0;
  #liveSince;
  #newest = 0;

  /**
   * name: its label, too; read(line, signal): how; holds: whether it keeps an HTTP connection; route: as lib/route.js makes it;
   * interval: of polling; requests(): as in lib/wire.js, or undefined as long as nothing was learnt;
   * on: {change(lane, change): whether it counts, state(lane)}
   */
  constructor({ name, read, holds = false, route, interval, requests }, on) {
    this.name = name;
    this.interval = interval;
    this.#read = read;
    this.#holds = holds;
    this.#route = route;
    this.#requests = requests;
    this.#on = on;
  }

  /** The number of the newest change that has come. */
  get newest() {
    return this.#newest;
  }

  start() {
    if (!this.#abort) {
      this.#abort = new AbortController();
      this.#failures = 0;
      this.#run(this.#abort.signal);
    }
  }

  stop() {
    this.#abort?.abort();
    this.#abort = undefined;
    this.#enter({ state: 'off' });
  }

  // For the transports.

  socketAddress() {
    return this.#route.socket({ since: this.cursor });
  }

  /** A response whose status is good; throws otherwise. */
  fetch(query, accept, signal) {
    const address = this.#route.read(query);
    this.figures.requests += 1;
    this.#sent(this.#requests()?.get(address, accept));
    return get(address, { accept, signal });
  }

  /** A frame, or undefined where the server has nothing to say (204). */
  async ask(query, signal) {
    const response = await this.fetch(query, JSON_TYPE, signal);
    const text = await response.text();
    this.#got(responseLength(response, utf8Length(text)));
    return response.status === 204 ? undefined : parse(text);
  }

  /** What came in a frame of feed.v1. */
  take(frame) {
    if (!isFrame(frame)) {
      throw this.failure(0, frame?.error?.message ?? '');
    }
    if (this.state.state !== 'live') {
      this.#liveSince = performance.now();
      this.#enter({ state: 'live' });
    }
    this.cursor = frame.cursor;
    this.figures.lost += frame.gap ?? 0;
    this.figures.anew ||= frame.reset === true;
    frame.items.forEach(({ text }) => this.#change(readChange(text)));
  }

  failure(code, reason, more = {}) {
    return new Refused({ code, reason, terminal: false, floor: 0, ...more });
  }

  willUpgrade(address, protocol) {
    this.figures.requests += 1;
    this.#sent(this.#requests()?.upgrade(address, protocol));
  }

  upgraded(protocol) {
    this.#got(this.#requests()?.upgraded(protocol) ?? 0);
  }

  gotFrame(text) {
    this.#got(frameLength(utf8Length(text), false));
  }

  streams(response) {
    this.#got(responseHeadLength(response));
  }

  gotPiece(bytes) {
    this.#got(chunkLength(bytes));
  }

  #sent(bytes = 0) {
    this.figures.computed.out += bytes;
  }

  #got(bytes) {
    this.figures.computed.in += bytes;
  }

  async #run(signal) {
    while (!signal.aborted) {
      const release = this.#holds ? await this.#permit(signal) : undefined;
      if (!signal.aborted) {
        this.#enter({ state: 'connecting' });
        try {
          await this.#read(this, signal);
        } catch (error) {
          release?.();
          await this.#again(failureOfError(error), signal);
        }
      }
      release?.();
    }
  }

  /** Browsers open six connections to a host, over all tabs: those that other tabs hold are theirs. */
  async #permit(signal) {
    for (;;) {
      const release = await takeAnotherPermit();
      if (release || signal.aborted) {
        return release;
      }
      this.#enter({ state: 'waiting' });
      await rest(PERMIT_MS, signal);
    }
  }

  async #again(failure, signal) {
    const { terminal, refused, floor = 0 } = failure;
    if (signal.aborted) {
      return;
    }
    const steady = this.state.state === 'live' && performance.now() - this.#liveSince > STEADY_MS;
    this.#failures = steady ? 0 : this.#failures;
    const no = refused || terminal;
    this.#enter(no ? { state: 'refused', why: failure } : { state: 'retrying' });
    await rest(backoff(this.#failures++, Math.max(floor, no ? REFUSED_MS : 0)), signal, [window, 'online']);
  }

  #change(change) {
    // by POST, one may overtake another
    if (change && this.#on.change(this, change)) {
      this.#newest = Math.max(this.#newest, change.number);
    }
  }

  #enter(state) {
    if (this.state.state !== state.state) {
      this.state = state;
      this.#on.state(this);
    }
  }
}
