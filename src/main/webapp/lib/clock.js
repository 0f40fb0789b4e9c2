// The server's clock, as far as its frames tell: nobody else's is asked. A device's own may be wrong by hours, and be set at any time.

const KEPT_MS = 120000;

export class ServerClock {
  #monotonic;
  #wall;
  /** What was heard lately as {offset, at}: each offset smaller than the one before. */
  #offsets = [];
  #offset;

  /** monotonic(): ms that nobody can set, wall(): what the device takes for the time; for a test. */
  constructor(monotonic = () => performance.now(), wall = () => Date.now()) {
    this.#monotonic = monotonic;
    this.#wall = wall;
  }

  /** The server's time, in epoch ms, from a frame that came at a monotonic time. The fastest of two minutes is nearest to the truth. */
  heard(now, at = this.#monotonic()) {
    if (!Number.isFinite(now)) {
      return;
    }
    const offset = now - at;
    this.#offsets = this.#offsets.filter((each) => each.offset > offset && at - each.at < KEPT_MS);
    this.#offsets.push({ offset, at });
    this.#offset = this.#offsets[0].offset;
  }

  /** The server's epoch ms; the device's, as long as no server has told. */
  now() {
    return this.at(this.#monotonic());
  }

  /** The server's epoch ms at a monotonic time of this page. */
  at(monotonic) {
    return Math.round(monotonic + (this.#offset ?? this.#wall() - this.#monotonic()));
  }

  /** The device has slept, and its monotonic time perhaps with it: what was learnt holds until the next word only. */
  reset() {
    this.#offsets = [];
  }
}
