// The chat of a room, one of its parts: who is here, what is said, and the name that this tab has in it. Reading needs no name. No DOM in
// here.

const NAME_ERRORS = new Set(['name_taken', 'bad_name', 'name_needed']);
const ANSWER_MS = 8000;

export class ChatRoom {
  of = ['people', 'chat'];
  #on;
  #room;
  #name;
  #inside = false;
  #asked;
  #timer;

  /**
   * on: {state, frame: as Feed's; recalled(name): the name before a reload, or undefined; inside(name): we have it now, or none any
   * more; nameRefused({code, message, name}): not the one that was asked for; refused(error): anything else; renewed(): all is
   * told again; left(name): it is over here, where that was our name, if any}
   */
  constructor(on) {
    this.#on = on;
  }

  /** What we are called in here, or undefined. */
  get name() {
    return this.#inside ? this.#name : undefined;
  }

  joined(room) {
    this.#room = room;
    this.#name = room.called;
    this.#on.recalled(this.#name);
  }

  renewed() {
    this.#on.renewed();
  }

  left() {
    const { name } = this;
    clearTimeout(this.#timer);
    this.#inside = false;
    this.#room = undefined;
    this.#on.left(name);
  }

  socket() {
    return { name: this.#name };
  }

  post() {
    return { name: this.#name };
  }

  hello() {
    return this.#name === undefined ? [] : [{ here: true }];
  }

  beat() {
    return this.hello();
  }

  bye() {
    return this.#inside ? [{ left: true }] : [];
  }

  state(state) {
    this.#on.state(state);
  }

  you({ name }) {
    if (name !== undefined) {
      this.#enter(name);
    }
  }

  /** Asks for a name: the first, or another one. */
  enter(name) {
    this.#asked = name.normalize('NFC');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#refuse('noAnswer'), ANSWER_MS);
    this.#send('people', { name }).then((outcome) => {
      if (outcome === 'closed' || outcome === 'busy' || outcome === 'unknown') {
        this.#refuse(outcome === 'unknown' ? 'noAnswer' : 'notLive');
      }
    });
  }

  /** {text, ref} */
  say(item) {
    return this.#send('chat', item);
  }

  #send(of, item) {
    return this.#room?.feedOf(of).send(item) ?? Promise.resolve('closed');
  }

  frame(frame) {
    const asked = this.#asked;
    if (asked !== undefined && frame.items.some(({ name, left, text }) => name === asked && !left && text === undefined)) {
      this.#enter(asked);
    }
    this.#on.frame(frame);
  }

  #enter(name) {
    clearTimeout(this.#timer);
    this.#asked = undefined;
    if (!this.#inside || this.#name !== name) {
      this.#name = name;
      this.#inside = true;
      this.#room.called = name;
      this.#on.inside(name);
    }
  }

  error(error) {
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
    const name = this.#asked;
    this.#asked = undefined;
    this.#on.nameRefused({ code, message, name });
  }
}
