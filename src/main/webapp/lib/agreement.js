// What this tab has agreed to in the room that it is in: whether it shares, and until when by the server's clock. A device's own clock
// may be wrong by hours, so a span begins to count at once, and becomes a time when the server has told its own.

import { Consent } from './consent.js';
import { moment, since } from './moment.js';

const HOUR_MS = 3600000;
/** The server takes 24 hours, by its own clock when the word arrives. */
const LONGEST_MS = 24 * HOUR_MS - 60000;

export class Agreement {
  #consent;
  #room;
  #holds = false;
  #until;
  /** A span that is no time yet: {millis, from}. */
  #span;

  constructor(consent = new Consent()) {
    this.#consent = consent;
  }

  get holds() {
    return this.#holds;
  }

  /** Epoch ms of the server's clock; undefined: no end, or not known yet. */
  get until() {
    return this.#until;
  }

  /** Into a room: whether something holds there that was agreed to on this device before. */
  enter(room) {
    this.#end();
    this.#room = room;
    const given = this.#consent.of(room);
    if (given) {
      this.#holds = true;
      this.#until = given.until;
      this.#consent.give(room, given.until);
    }
    return this.#holds;
  }

  /** minutes: for how long, or undefined: until it is stopped. clock: the server's, or undefined: not known yet. */
  agree(minutes, clock) {
    this.#holds = true;
    this.#until = undefined;
    this.#span = minutes && { millis: minutes * 60000, from: moment() };
    if (!this.#span) {
      this.#consent.give(this.#room);
    } else if (clock) {
      this.settle(clock);
    }
  }

  /** For this visit only: nothing is kept of it. */
  agreeNow() {
    this.#end();
    this.#holds = true;
  }

  /** The server's clock is known. */
  settle(clock) {
    if (this.#span) {
      this.#until = clock.now() - since(this.#span.from) + this.#span.millis;
      this.#span = undefined;
      this.#consent.give(this.#room, this.#until);
    }
  }

  /** An hour more. */
  extend(clock) {
    this.#until = Math.min(this.#until + HOUR_MS, clock.now() + LONGEST_MS);
    this.#consent.give(this.#room, this.#until);
  }

  /** The time has come. Another tab may have agreed to more. */
  over() {
    if (!(this.#consent.of(this.#room)?.until > this.#until)) {
      this.#consent.withdraw(this.#room);
    }
    this.#end();
  }

  /** Nobody wants it any more, in new tabs neither. */
  withdraw() {
    this.#consent.withdraw(this.#room);
    this.#end();
  }

  #end() {
    this.#holds = false;
    this.#until = undefined;
    this.#span = undefined;
  }
}
