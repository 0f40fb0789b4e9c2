// Who one is to the server, and what is said over HTTP, where there is no session that would say it: messages, that one is still there,
// and that one goes.

import { Presence } from './presence.js';
import { randomId } from './random.js';
import { Outbox } from './transports/outbox.js';

export class Voice {
  #route;
  #on;
  #overHttp;
  #outbox;
  #presence;
  #secret;
  #known = false;

  /**
   * route: as Feed wants it; on: {you(you), secret(our own), refused(error)}; secret: of who we are, or undefined; overHttp(): whether
   * it is live, and without a session.
   */
  constructor(route, on, secret, overHttp) {
    this.#route = route;
    this.#on = on;
    this.#secret = secret;
    this.#overHttp = overHttp;
    this.#outbox = this.#newOutbox();
    this.#presence = new Presence(() => this.#post(this.#route.beat?.() ?? []));
  }

  get secret() {
    return this.#secret;
  }

  /** How many messages wait. */
  get waiting() {
    return this.#outbox.size;
  }

  /** From now on, here. */
  start() {
    this.#presence.start();
    if (!this.#known) {
      this.#post(this.#route.hello?.() ?? []);
    }
  }

  stop() {
    this.#presence.stop();
  }

  /** Something has come. */
  alive() {
    this.#presence.alive();
  }

  /** Promises what becomes of it, as Outbox does. */
  say(item) {
    this.#presence.said();
    return this.#outbox.put(item);
  }

  /** The page goes: nothing may be said after these. */
  sayLast(bye) {
    this.#outbox.last(bye);
  }

  /** Nothing that waits is sent, but for goodbyes, if there are any. */
  close(bye = []) {
    this.#outbox.close(bye);
    this.#outbox = this.#newOutbox();
  }

  /** The server has told who we are. */
  meet(you) {
    this.#secret = you.secret ?? this.#secret;
    this.#known = true;
    this.#on.you(you);
  }

  /** Nobody yet. */
  forget() {
    this.close();
    this.#secret = undefined;
    this.#known = false;
  }

  /** Over HTTP with a secret of our own: an answer that is lost takes no secret with it. */
  #newOutbox() {
    return new Outbox(this.#route, () => (this.#secret ??= this.#makeSecret()), {
      answer: ({ you }) => you && this.meet(you),
      refused: (error) => this.#on.refused(error),
    });
  }

  /** Told before it is used: a reload that comes before the answer is the same person, too. */
  #makeSecret() {
    const secret = randomId();
    this.#on.secret(secret);
    return secret;
  }

  #post(items) {
    if (this.#overHttp()) {
      items.forEach((item) => this.#outbox.put(item));
    }
  }
}
