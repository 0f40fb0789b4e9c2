// Says the changes: on a WebSocket of its own, or by POST where none is to be had. It queues nothing: what cannot be said now is not
// said, for a change that is published late would look like a slow transport.

import { backoff } from '../backoff.js';
import { letGo, openSocket } from '../socket.js';
import { parse } from '../transports/frames.js';
import { problemOf, retryAfter } from '../transports/http.js';
import { Silence } from '../transports/silence.js';
import { rest, within } from './time.js';

const BUFFERED_BYTES = 1 << 16;
/** Of the six connections to a host, two read, one polls, one asks for the bytes. */
const POSTS_MOST = 2;
const POST_MS = 10000;
const AGAIN_MS = 15000;

export class Publisher {
  #route;
  #on;
  #socket;
  #abort;
  #ready;
  #blocked = false;
  #posting = 0;
  /** Until then the server wants no more, as performance.now(). */
  #restUntil = 0;

  /** on: {refused({code, message}), by('websocket' or 'post')}; route: as lib/route.js makes it */
  constructor(route, on) {
    this.#route = route;
    this.#on = on;
  }

  /** Resolves as soon as it is known how to publish. */
  start() {
    if (!this.#abort) {
      this.#abort = new AbortController();
      this.#ready = this.#run(this.#abort.signal);
    }
    return this.#ready;
  }

  stop() {
    this.#abort?.abort();
    this.#abort = undefined;
  }

  /** Whether it was handed to the network. */
  publish(text) {
    const json = JSON.stringify({ text });
    if (this.#socket?.readyState === WebSocket.OPEN) {
      if (this.#socket.bufferedAmount > BUFFERED_BYTES) {
        return false;
      }
      this.#socket.send(json);
      return true;
    }
    if (!this.#abort || !this.#blocked || this.#posting >= POSTS_MOST || performance.now() < this.#restUntil) {
      return false;
    }
    this.#post(json, this.#abort.signal);
    return true;
  }

  #run(signal) {
    return new Promise((ready) => {
      signal.addEventListener('abort', ready, { once: true });
      const opened = () => {
        this.#blocked = false;
        this.#on.by('websocket');
        ready();
      };
      const go = async () => {
        for (let failures = 0; !signal.aborted; failures++) {
          const lived = await this.#connection(signal, opened);
          if (!lived) {
            this.#blocked = true;
            this.#on.by('post');
            ready();
          }
          failures = lived ? 0 : failures;
          await rest(backoff(failures, lived ? 0 : AGAIN_MS), signal, [window, 'online']);
        }
      };
      go();
    });
  }

  /** One WebSocket, until it is gone: whether it ever was. */
  #connection(signal, opened) {
    return new Promise((gone) => {
      let lived = false;
      let promised = false;
      const socket = openSocket(this.#route.socket(), ['feed.v1'], {
        opened: () => {
          lived = true;
          opened();
        },
        // a session hears all that is said in the channel; here only what is said to it alone counts
        message: (data) => {
          silence.heard();
          if (!promised) {
            promised = true;
            silence.expect(parse(data) ?? {});
          }
          if (data.startsWith('{"error"')) {
            this.#on.refused(parse(data)?.error ?? {});
          }
        },
        closed: () => end(),
      });
      const end = () => (silence.stop(), signal.removeEventListener('abort', stop), gone(lived));
      const silence = new Silence(() => (letGo(socket), end()));
      const stop = () => (silence.stop(), letGo(socket), gone(lived));
      this.#socket = socket;
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  async #post(json, signal) {
    this.#posting += 1;
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
    try {
      const response = await within(POST_MS, signal, (soon) =>
        fetch(this.#route.post(), { method: 'POST', headers, body: json, cache: 'no-store', signal: soon }),
      );
      if (!response.ok) {
        this.#restUntil = performance.now() + retryAfter(response);
        this.#on.refused((await problemOf(response)) ?? { code: String(response.status), message: `HTTP ${response.status}` });
      } else {
        await response.arrayBuffer();
      }
    } catch {
      if (!signal.aborted) {
        this.#on.refused({ code: '', message: '' });
      }
    } finally {
      this.#posting -= 1;
    }
  }
}
