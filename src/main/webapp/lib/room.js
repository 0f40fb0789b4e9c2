// One room of the tracker: its feed, and who this tab is in it.

import { Feed } from './feed.js';
import { Member } from './member.js';
import { feedRoute } from './route.js';

export class Room {
  /** The name; empty: the default room. */
  name;
  #feed;
  #member;
  #on;
  #left = false;

  /** on: as Feed's; trails(): whether trails are wanted; hello(), beat(), bye(): as Feed's route. */
  constructor(name, on) {
    this.name = name;
    this.#on = on;
    this.#member = new Member(name);
  }

  get feed() {
    return this.#feed;
  }

  async join() {
    const secret = await this.#member.recall();
    if (this.#left) {
      return;
    }
    this.#feed = new Feed(this.#route(), { ...this.#on, you: (you) => this.#keep(you), error: (error) => this.#failed(error) }, secret);
    this.#on.joined?.(this.#feed);
    this.#feed.open();
  }

  leave() {
    this.#left = true;
    this.#feed?.close();
  }

  #route() {
    const trail = () => ({ trail: this.#on.trails() ? '1' : undefined });
    const { hello, beat, bye } = this.#on;
    return { ...feedRoute('tracker', this.name, { socket: trail, read: trail }), hello, beat, bye };
  }

  #keep(you) {
    this.#member.keep(you);
    this.#on.you(you);
  }

  #failed(error) {
    if (error.code === 'id_taken') {
      // somebody else lives with our id: come back as somebody new
      this.#member.forget();
      this.#feed.forget();
    } else {
      this.#on.error(error);
    }
  }
}
