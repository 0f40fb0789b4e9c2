// The bytes of each transport, counted by the server at the connection where it is our own; elsewhere it says that it cannot. All or
// nothing: a count that misses some (it began late, or the server began anew) would make the changes look cheap.

import { httpAddress } from '../address.js';
import { within } from './time.js';

const LATEST_MS = 5000;

export class Traffic {
  #address;
  #last;
  #sums = new Map();
  #asking;
  /** Answers to questions of an earlier turn count no more. */
  #turn = 0;
  /** Whether all since clear() was counted; undefined before the first answer. */
  #whole;
  /** Whether the server counted when it was asked last. */
  #counts = false;

  /** channel: its name */
  constructor(channel) {
    this.#address = httpAddress('api/traffic', { channel });
  }

  get measured() {
    return this.#whole ?? this.#counts;
  }

  /** {out, in} of a transport since the beginning, or since clear(); undefined where nothing is measured. */
  of(name) {
    return this.measured ? (this.#sums.get(name) ?? { out: 0, in: 0 }) : undefined;
  }

  /** Counts from the next answer on. */
  clear() {
    this.#whole = undefined;
    this.rest();
    this.#sums.clear();
  }

  /** Nothing is read until the next question: what the server counts meanwhile, or forgets, is not missed. */
  rest() {
    this.#last = undefined;
    this.#asking = undefined;
    this.#turn += 1;
  }

  /** Asks now; one question at a time. Counting at the server begins with the first. What is not whole is not asked for. */
  ask(signal) {
    if (this.#whole === false) {
      return Promise.resolve();
    }
    if (!this.#asking) {
      const asking = this.#ask(signal).finally(() => (this.#asking = this.#asking === asking ? undefined : this.#asking));
      this.#asking = asking;
    }
    return this.#asking;
  }

  async #ask(signal) {
    const turn = this.#turn;
    try {
      const answer = await within(LATEST_MS, signal, async (soon) => {
        const response = await fetch(this.#address, { headers: { Accept: 'application/json' }, cache: 'no-store', signal: soon });
        return response.ok ? response.json() : refusal(response);
      });
      if (turn === this.#turn) {
        this.#counts = answer.measured === true;
        this.#whole = this.#counts && this.#add(answer.transports);
      }
    } catch {
      // what was counted is still good, and is asked for again; without a beginning nothing was counted
      if (turn === this.#turn && !signal.aborted && !this.#last) {
        this.#whole = false;
      }
    }
  }

  /** Whether nothing is missing: a counter that fell belongs to a server that began anew, or had forgotten us. */
  #add(transports) {
    for (const [name, { received, sent }] of Object.entries(this.#last ? transports : {})) {
      const before = this.#last[name] ?? { received: 0, sent: 0 };
      if (received < before.received || sent < before.sent) {
        return false;
      }
      const sum = this.#sums.get(name) ?? { out: 0, in: 0 };
      sum.out += received - before.received;
      sum.in += sent - before.sent;
      this.#sums.set(name, sum);
    }
    this.#last = transports;
    return true;
  }
}

/** It counts for so many channels at once (503), or is an older one that does not know it (404). */
async function refusal(response) {
  await response.text();
  return { measured: false };
}
