// The looks of the last minutes, the oldest first.

export class History {
  #looks = [];
  #keepMs;

  constructor(keepMs) {
    this.#keepMs = keepMs;
  }

  /** A server that began anew has no past. */
  add(figures) {
    const last = this.latest;
    const started = (look) => look?.get('echolocate_start_time_seconds');
    if (last && started(last) !== started(figures)) {
      this.#looks = [];
    }
    this.#looks = this.#looks.filter(({ at }) => figures.at - at <= this.#keepMs);
    this.#looks.push(figures);
  }

  get latest() {
    return this.#looks[this.#looks.length - 1];
  }

  /** The oldest look of the last so many milliseconds, or undefined where the latest is the only one. */
  since(millis) {
    const now = this.latest?.at;
    const first = this.#looks.find(({ at }) => now - at <= millis);
    return first === this.latest ? undefined : first;
  }

  /** One value for each look, with the time that it is of: [{ at, value }]. Of undefined values there is none. */
  series(valueOf) {
    return this.#looks
      .map((look, i) => ({ at: look.at, value: valueOf(look, this.#looks[i - 1]) }))
      .filter(({ value }) => value !== undefined);
  }
}
