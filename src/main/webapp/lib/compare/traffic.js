// The bytes of each transport, counted by the server at the connection where it is our own; elsewhere it says that it cannot.

import { httpAddress } from '../address.js';
import { within } from './time.js';

const LATEST_MS = 5000;
const AGAIN_MS = 15000;

export class Traffic {
  #address;
  #last;
  #sums = new Map();
  #asking;
  #notBefore = 0;
  measured = false;

  /** channel: its name */
  constructor(channel) {
    this.#address = httpAddress('api/traffic', { channel });
  }

  /** {out, in} of a transport since the beginning, or since clear(); undefined where nothing is measured. */
  of(name) {
    return this.measured ? (this.#sums.get(name) ?? { out: 0, in: 0 }) : undefined;
  }

  /** Counts from the next answer on. */
  clear() {
    this.#last = undefined;
    this.#sums.clear();
  }

  /** Asks now; one question at a time. Counting at the server begins with the first; who is refused asks less often. */
  ask(signal) {
    if (performance.now() < this.#notBefore) {
      return Promise.resolve();
    }
    this.#asking ??= this.#ask(signal).finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #ask(signal) {
    try {
      const answer = await within(LATEST_MS, signal, async (soon) => {
        const response = await fetch(this.#address, { headers: { Accept: 'application/json' }, cache: 'no-store', signal: soon });
        return response.ok ? response.json() : this.#refused(response);
      });
      this.measured = answer.measured === true;
      if (this.measured) {
        this.#add(answer.transports);
      }
    } catch {
      // no answer: what was counted is still good, and is asked for again
    }
  }

  /** It counts for so many channels at once (503), or is an older one that does not know it (404). */
  async #refused(response) {
    await response.text();
    this.#notBefore = response.status === 404 ? Infinity : performance.now() + AGAIN_MS;
    return { measured: false };
  }

  /** A counter that fell belongs to a server that began anew. */
  #add(transports) {
    for (const [name, { received, sent }] of Object.entries(this.#last ? transports : {})) {
      const before = this.#last[name] ?? { received: 0, sent: 0 };
      const anew = received < before.received || sent < before.sent;
      const sum = this.#sums.get(name) ?? { out: 0, in: 0 };
      sum.out += received - (anew ? 0 : before.received);
      sum.in += sent - (anew ? 0 : before.sent);
      this.#sums.set(name, sum);
    }
    this.#last = transports;
  }
}
