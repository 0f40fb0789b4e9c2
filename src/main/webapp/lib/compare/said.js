// What this page has said: its newest changes, and on which lanes each has come. Whoever knows the name of the channel can say
// something that looks like a change, or say one again; that is no news of this race. The size is fixed.

/** More than the server keeps of a channel. */
const KEPT = 1 << 15;

export class Said {
  #times = new Float64Array(KEPT);
  /** One bit a lane. */
  #come = new Uint8Array(KEPT);
  #newest = 0;

  /** The number and the time (ms, as it is written) of the newest change; numbers begin at 1, and leave none out. */
  say(number, at) {
    this.#times[number % KEPT] = at;
    this.#come[number % KEPT] = 0;
    this.#newest = number;
  }

  /** Whether this change is one of ours, and comes over this lane (0 to 7) for the first time. */
  comes({ number, at }, lane) {
    const slot = number % KEPT;
    const bit = 1 << lane;
    const ours = number > 0 && number <= this.#newest && number > this.#newest - KEPT && this.#times[slot] === at;
    if (!ours || this.#come[slot] & bit) {
      return false;
    }
    this.#come[slot] |= bit;
    return true;
  }
}
