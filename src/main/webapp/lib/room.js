// One room of the tracker: its feed, and who this tab is in it.

import { Feed } from './feed.js';
import { Member } from './member.js';
import { randomId } from './random.js';
import { feedRoute } from './route.js';

const ID_LENGTH = 11;

export class Room {
  /** The name; empty: the default room. */
  name;
  #open;
  #feed;
  #member;
  #on;
  #id;
  #left = false;

  /**
   * on: as Feed's; joined(feed); trails(): whether trails are wanted; beat(), bye(): as Feed's route.
   * open, member: a test's instead of the real ones.
   */
  constructor(name, on, { open = (...how) => new Feed(...how), member = new Member(name) } = {}) {
    this.name = name;
    this.#on = on;
    this.#open = open;
    this.#member = member;
  }

  get feed() {
    return this.#feed;
  }

  /** may: what to wait for; the room may be left meanwhile. */
  async join(may) {
    await may;
    const secret = await this.#member.recall();
    if (this.#left) {
      return;
    }
    const on = {
      ...this.#on,
      state: (state) => this.#left || this.#live(state),
      you: (you) => this.#meet(you),
      secret: (secret) => this.#member.keep({ id: this.#id, secret }),
      error: (error) => this.#failed(error),
    };
    this.#feed = this.#open(this.#route(), on, secret);
    this.#on.joined?.(this.#feed);
    if (secret) {
      this.#become(this.#member.id);
    }
    this.#feed.open();
  }

  leave() {
    this.#left = true;
    this.#feed?.close();
    this.#member.leave();
  }

  #route() {
    const trail = () => ({ trail: this.#on.trails() ? '1' : undefined });
    const { beat, bye } = this.#on;
    return { ...feedRoute('tracker', this.name, { socket: trail, read: trail }), beat, bye };
  }

  /** A session is told an id to use. Over HTTP nobody tells, so we take one; with our secret it stays ours on any transport. */
  #live(state) {
    this.#on.state(state);
    if (state.state === 'live' && this.#id === undefined) {
      this.#become(randomId().slice(0, ID_LENGTH));
    }
  }

  #meet({ id, secret }) {
    this.#become(this.#id ?? id);
    this.#member.keep({ id: this.#id, secret });
  }

  #become(id) {
    this.#id = id;
    this.#on.you({ id });
  }

  #failed(error) {
    if (error.code === 'id_taken') {
      // somebody else lives with our id: come back as somebody new
      this.#id = undefined;
      this.#member.forget();
      this.#feed.forget();
    } else {
      this.#on.error(error);
    }
  }
}
