// The feed of a room as one part of it has it: what is sent says whose it is.

export class PartFeed {
  #feed;
  #of;

  /** of: the word for it; undefined where the server knows no other part there. */
  constructor(feed, of) {
    this.#feed = feed;
    this.#of = of;
  }

  get live() {
    return this.#feed.live;
  }

  get buffered() {
    return this.#feed.buffered;
  }

  get clock() {
    return this.#feed.clock;
  }

  /** As Feed's. */
  send(item) {
    return this.#feed.send({ of: this.#of, ...item });
  }
}
