// One room over one connection: its feed, who this tab is in it, and the parts that it is made of on this page, such as the map and
// the chat. What comes says whose it is (`of`): each part is handed its own. What is of no part here is left alone: a later server may
// tell of more.

import { Feed } from './feed.js';
import { Member } from './member.js';
import { PartFeed } from './part-feed.js';
import { randomId } from './random.js';
import { feedRoute } from './route.js';

const ID_LENGTH = 11;

export class Room {
  /** The name; empty: the default room. */
  name;
  #on;
  #parts;
  #door;
  #open;
  #member;
  #feed;
  #id;
  #called;
  #secret;
  #left = false;

  /**
   * on: {state(state), as Feed's; error(error): of no part}.
   * parts: each has `of`, the words for what is its own (what it says of itself is of the first), frame(frame) with its own items alone,
   * and error(error). It may have joined(room), renewed() (all that is its own comes again), left(), you({id, name}) (each where it is known), state(state), as Feed's; hello(),
   * beat(), bye(), as Feed's route; and socket(), read(), post(), which give what is asked besides.
   * door: 'chat' where the server tells of the people and the chat alone, and says of nothing whose it is.
   * open, member: a test's instead of the real ones.
   */
  constructor(name, on, parts, { door = 'room', open = (...how) => new Feed(...how), member = new Member(name) } = {}) {
    this.name = name;
    this.#on = on;
    this.#parts = parts;
    this.#door = door;
    this.#open = open;
    this.#member = member;
  }

  get feed() {
    return this.#feed;
  }

  /** The name among the people that this tab has, or had before a reload; undefined: none. */
  get called() {
    return this.#called;
  }

  set called(name) {
    this.#called = name;
    this.#keep();
  }

  /** The feed for what is `of` something. */
  feedOf(of) {
    return new PartFeed(this.#feed, this.#door === 'room' ? of : undefined);
  }

  /** may: what to wait for; the room may be left meanwhile. */
  async join(may) {
    await may;
    this.#secret = await this.#member.recall();
    if (this.#left) {
      return;
    }
    if (this.#secret) {
      this.#called = this.#member.name;
    }
    const on = {
      state: (state) => this.#left || this.#enter(state),
      frame: (frame) => this.#receive(frame),
      you: (you) => this.#meet(you),
      secret: (secret) => this.#meet({ secret }),
      error: (error) => this.#failed(error),
    };
    this.#feed = this.#open(this.#route(), on, this.#secret);
    this.#parts.forEach((part) => part.joined?.(this));
    if (this.#secret && this.#member.id) {
      this.#become(this.#member.id);
    }
    this.#feed.open();
  }

  /** Is told everything again. */
  renew() {
    if (this.#feed) {
      this.#parts.forEach((part) => part.renewed?.());
      this.#feed.renew();
    }
  }

  leave() {
    this.#left = true;
    this.#feed?.close();
    this.#member.leave();
    this.#parts.forEach((part) => part.left?.());
  }

  #route() {
    const asked = (how) => () => Object.assign({}, ...this.#parts.map((part) => part[how]?.()));
    const said = (what) => () => this.#parts.flatMap((part) => this.#said(part, what));
    return {
      ...feedRoute(this.#door, this.name, { socket: asked('socket'), read: asked('read'), post: asked('post') }),
      hello: said('hello'),
      beat: said('beat'),
      bye: said('bye'),
    };
  }

  #said(part, what) {
    return (part[what]?.() ?? []).map((item) => (this.#door === 'room' ? { of: part.of[0], ...item } : item));
  }

  /** A session is told an id to use. Over HTTP nobody tells, so we take one; with our secret it stays ours on any transport. */
  #enter(state) {
    this.#parts.forEach((part) => part.state?.(state));
    this.#on.state(state);
    if (state.state === 'live' && this.#id === undefined) {
      this.#become(randomId().slice(0, ID_LENGTH));
    }
  }

  #receive(frame) {
    for (const part of this.#parts) {
      part.frame({ ...frame, items: frame.items.filter(({ of }) => this.#isOf(part, of)) });
    }
  }

  #isOf(part, of) {
    return this.#door !== 'room' || part.of.includes(of);
  }

  #meet({ id, name, secret }) {
    this.#secret = secret ?? this.#secret;
    this.#become(this.#id ?? id, name);
    this.#keep();
  }

  /** name: where the server has said so. */
  #become(id, name) {
    this.#id = id;
    this.#parts.forEach((part) => part.you?.({ id, name }));
  }

  #keep() {
    if (this.#secret) {
      this.#member.keep({ id: this.#id, secret: this.#secret, name: this.#called });
    }
  }

  #failed(error) {
    if (error.code === 'id_taken') {
      // somebody else lives with our id: come back as somebody new
      this.#id = undefined;
      this.#member.forget();
      this.#feed.forget();
      return;
    }
    const whose = this.#parts.find((part) => this.#isOf(part, error.of));
    (whose ?? this.#on).error(error);
  }
}
