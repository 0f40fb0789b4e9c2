// One room of the chat: its feed, and the name that this tab has in it. Reading needs no name.

import { Feed } from '../feed.js';
import { Member } from '../member.js';
import { feedRoute } from '../route.js';

const NAME_ERRORS = new Set(['name_taken', 'bad_name', 'name_needed']);
const ANSWER_MS = 8000;

export class ChatRoom {
  /** Of the room; empty: the default room. */
  room;
  #on;
  #member;
  #feed;
  #name;
  #inside = false;
  #asked;
  #timer;
  #gone = false;

  /**
   * on: {state, frame: as Feed's; recalled(name): the name before a reload, or undefined; inside(name): we have it now, or none any
   * more; nameRefused({code, message}): not the one that was asked for; refused(error): anything else}
   */
  constructor(room, on) {
    this.room = room;
    this.#on = on;
    this.#member = new Member(`chat:${room}`);
  }

  /** What we are called in here, or undefined. */
  get name() {
    return this.#inside ? this.#name : undefined;
  }

  get feed() {
    return this.#feed;
  }

  /** may: what to wait for; the room may be left meanwhile. */
  async join(may) {
    await may;
    const secret = await this.#member.recall();
    if (this.#gone) {
      return;
    }
    this.#name = secret && this.#member.name;
    this.#on.recalled(this.#name);
    const named = () => ({ name: this.#name });
    const here = () => (this.#name === undefined ? undefined : { here: true });
    const route = {
      ...feedRoute('chat', this.room, { socket: named, post: named }),
      hello: here,
      beat: here,
      bye: () => (this.#inside ? { left: true } : undefined),
    };
    const on = {
      state: (state) => this.#on.state(state),
      frame: (frame) => this.#receive(frame),
      you: (you) => this.#meet(you),
      secret: (secret) => this.#meet({ secret }),
      error: (error) => this.#failed(error),
    };
    this.#feed = new Feed(route, on, secret);
    this.#feed.open();
  }

  leave() {
    this.#gone = true;
    clearTimeout(this.#timer);
    this.#feed?.close();
    this.#member.leave();
    this.#inside = false;
  }

  /** Asks for a name: the first, or another one. */
  enter(name) {
    this.#asked = name.normalize('NFC');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#refuse('noAnswer'), ANSWER_MS);
    this.send({ name }).then((outcome) => {
      if (outcome === 'closed' || outcome === 'busy' || outcome === 'unknown') {
        this.#refuse(outcome === 'unknown' ? 'noAnswer' : 'notLive');
      }
    });
  }

  send(item) {
    return this.#feed?.send(item) ?? Promise.resolve('closed');
  }

  #receive(frame) {
    const asked = this.#asked;
    if (asked !== undefined && frame.items.some(({ name, left, text }) => name === asked && !left && text === undefined)) {
      this.#enter(asked);
    }
    this.#on.frame(frame);
  }

  #meet({ name, secret }) {
    if (secret) {
      this.#member.keep({ id: secret.slice(0, 8), secret, name: name ?? this.#name });
      this.#secret = secret;
    }
    if (name !== undefined) {
      this.#enter(name);
    }
  }

  #secret;

  #enter(name) {
    clearTimeout(this.#timer);
    this.#asked = undefined;
    if (!this.#inside || this.#name !== name) {
      this.#name = name;
      this.#inside = true;
      if (this.#secret) {
        this.#member.keep({ id: this.#secret.slice(0, 8), secret: this.#secret, name });
      }
      this.#on.inside(name);
    }
  }

  #failed(error) {
    // while a name is asked for, what is refused without being a message is that
    const asks = this.#asked !== undefined && error.ref === undefined;
    if (asks || NAME_ERRORS.has(error.code)) {
      this.#refuse(error.code, error.message);
    }
    if (!asks && (error.ref !== undefined || !NAME_ERRORS.has(error.code))) {
      this.#on.refused(error);
    }
  }

  /** A new name is refused, and the old one stays; or the one that we had is somebody else's now. */
  #refuse(code, message = '') {
    clearTimeout(this.#timer);
    if (this.#asked === undefined) {
      this.#name = undefined;
      this.#inside = false;
      this.#on.inside(undefined);
    }
    this.#asked = undefined;
    this.#on.nameRefused({ code, message });
  }
}
