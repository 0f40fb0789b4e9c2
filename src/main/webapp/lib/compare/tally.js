// The figures of a moment, all of one time: bytes are told by the server once a second, so a change is only counted against bytes
// that were counted with it.

export class Tally {
  #race;
  #arrived = new Map();
  #bytes = new Map();

  constructor(race) {
    this.#race = race;
  }

  /** Call when the server has just told its bytes, or there are none but ours. */
  sample() {
    for (const { name, figures } of this.#race.lanes) {
      this.#arrived.set(name, figures.arrived);
      this.#bytes.set(name, { ...(this.#race.traffic.of(name) ?? figures.computed) });
    }
  }

  bytes({ name }) {
    const { out, in: received } = this.#bytes.get(name) ?? { out: 0, in: 0 };
    return out + received;
  }

  /** For each lane {name, state, figures, bytes: {out, in}, measured, each: bytes a change}. */
  get rows() {
    return this.#race.lanes.map((lane) => {
      const { name, state, figures } = lane;
      const arrived = this.#arrived.get(name) ?? 0;
      const each = arrived > 0 ? this.bytes(lane) / arrived : undefined;
      return { name, state, figures, bytes: this.#bytes.get(name) ?? { out: 0, in: 0 }, measured: this.#race.traffic.measured, each };
    });
  }
}
