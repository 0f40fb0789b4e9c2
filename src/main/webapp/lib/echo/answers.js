// Whether answers come. A WebSocket over which nothing comes any more stays open for as long as nobody says otherwise; that it is open
// says little then.

const SILENT_MS = 10000;

export class Answers {
  #unanswered = 0;
  #since;

  /** A message has gone. */
  left(now) {
    if (this.#unanswered++ === 0) {
      this.#since = now;
    }
  }

  /** Any message has come. */
  arrived(now) {
    this.#unanswered = Math.max(0, this.#unanswered - 1);
    this.#since = now;
  }

  /** For how many ms nothing has come, where something should have; undefined before it is long. */
  silent(now) {
    const ms = this.#unanswered > 0 ? now - this.#since : 0;
    return ms >= SILENT_MS ? ms : undefined;
  }

  forget() {
    this.#unanswered = 0;
  }
}
