// The chat of a room as people see it: what is said, who is here, one's own name, and where one writes. The same on each page that has it.

import { announce } from '../announce.js';
import { t, tell } from '../language.js';
import { whyOf } from '../why.js';
import { ChatLog } from './chat-log.js';
import { ChatRoom } from './chat-room.js';
import { Composer } from './composer.js';
import { Conversation, keyOf } from './conversation.js';
import { NameForm } from './name-form.js';
import { Outgoing } from './outgoing.js';
import { WhoIsHere } from './who-is-here.js';

const WHY = new Set(['too_long', 'name_needed', 'name_taken']);
const FAILED = new Set(['closed', 'busy', 'unknown']);
/** No refusals: nobody has answered. */
const UNANSWERED = new Set(['notLive', 'noAnswer']);
/** A page that is nothing but a chat. */
const ALONE = { suggested: () => '', chosen: () => undefined, seen: () => true, unread: () => undefined, isAt: () => true };

export class Talk {
  #parts;
  #conversation = new Conversation();
  #room;
  #log;
  #outgoing;
  #here;
  #nameForm;
  #composer;
  #seen = false;
  /** The name to ask for in the room that one moves to. */
  #wanted;
  #page;
  /** Whether the name that is asked for was typed here. */
  #typed = false;

  /**
   * parts: {problem, log: as ChatLog's, people: as WhoIsHere's, join: as NameForm's, write: as Composer's}.
   * now(): the server's epoch ms; page: {suggested(): a name that somebody has elsewhere on the page, taken with their first message, '' for none;
   * chosen(name): somebody has chosen this one here; seen(), unread(count): as ChatLog's; isAt(): whether the focus is here, or may come}
   */
  constructor(parts, now, page = ALONE) {
    this.#parts = parts;
    this.#page = page;
    const mine = (name) => this.name !== undefined && keyOf(this.name) === keyOf(name);
    const { seen, unread } = page;
    this.#log = new ChatLog(parts.log, {
      mine,
      now,
      again: (ref) => this.#sayAgain(ref),
      discard: (ref) => this.#outgoing.remove(ref),
      seen,
      unread,
    });
    this.#outgoing = new Outgoing(() => this.#log.showOutgoing(this.#outgoing.entries), now);
    this.#here = new WhoIsHere(parts.people, this.#conversation, () => this.#nameForm.show(this.name));
    this.#nameForm = new NameForm(parts.join, (name) => this.#ask(name, true), () => page.isAt());
    this.#composer = new Composer(parts.write, (text) => this.#say(text));
  }

  /** What we are called here, or undefined. */
  get name() {
    return this.#room?.name;
  }

  /** Into a room, from none or from another one, with the same name if it is free there: the chat's part of it. */
  enter() {
    this.#seen = false;
    this.#room = new ChatRoom({
      state: (state) => this.#showState(state),
      frame: (frame) => this.#showFrame(frame),
      recalled: (known) => (known === undefined ? this.#invite() : this.#nameForm.hide()),
      inside: (name) => this.#showMe(name),
      nameRefused: (error) => this.#showNameRefused(error),
      refused: (error) => this.#showRefused(error),
      renewed: () => this.#clear(),
      left: (name) => this.#leave(name),
    });
    return this.#room;
  }

  /** Somebody looks: what stands at the end is read. */
  look() {
    this.#log.look();
  }

  /** Somebody comes who is known by a name elsewhere on the page. */
  come() {
    const name = this.#page.suggested();
    if (this.#room && this.name === undefined && name) {
      this.#ask(name);
    }
  }

  /** What one is called elsewhere on the page is another name by now. */
  rename() {
    const name = this.#page.suggested();
    if (this.name === undefined) {
      this.#invite();
      if (name && this.#outgoing.holds) {
        this.#ask(name);
      }
    } else if (name && keyOf(name) !== keyOf(this.name)) {
      this.#ask(name);
    }
  }

  #ask(name, typed = false) {
    this.#typed = typed;
    this.#room.enter(name);
  }

  /** Without a name, one is asked for, unless there is one to be taken with the first message. */
  #invite() {
    const name = this.name ?? this.#page.suggested();
    this.#composer.name = name || undefined;
    if (name) {
      this.#nameForm.hide();
    } else {
      this.#nameForm.show();
    }
  }

  #leave(name) {
    // what is suggested is taken with the first message there
    this.#wanted = this.#page.suggested() ? undefined : name;
    this.#outgoing.clear();
    this.#clear();
    this.#here.show();
  }

  #clear() {
    this.#conversation.clear();
    this.#log.clear();
    this.#seen = false;
  }

  #showState({ state }) {
    this.#here.away = state !== 'live';
    if (this.#here.away) {
      this.#outgoing.lose();
      return;
    }
    tell(this.#parts.problem);
    if (this.#wanted !== undefined) {
      this.#ask(this.#wanted);
      this.#wanted = undefined;
    }
  }

  #showFrame(frame) {
    const { events, reset, gap, people } = this.#conversation.apply(frame);
    if (reset && this.#seen) {
      this.#log.clear();
      this.#log.add([{ notice: 'chat.reset' }]);
    }
    events.forEach(({ ref }) => this.#outgoing.seen(ref));
    this.#log.add(gap ? [{ notice: 'chat.gap', values: { count: gap } }, ...events] : events);
    if (people || !this.#seen) {
      this.#here.show(this.name);
    }
    if (!frame.more) {
      this.#outgoing.settle();
      this.#log.begin();
      this.#seen = true;
    }
  }

  #showMe(name) {
    this.#here.show(name);
    this.#log.redraw();
    this.#invite();
    if (name === undefined) {
      return;
    }
    this.#nameForm.done(name);
    if (this.#typed) {
      this.#page.chosen(name);
    }
    this.#typed = false;
    this.#outgoing.release().forEach((item) => this.#send(item));
  }

  #showNameRefused(error) {
    this.#typed = false;
    if (UNANSWERED.has(error.code) && !this.#nameForm.shown) {
      this.#outgoing.release().forEach(({ ref }) => this.#failed(ref, 'closed'));
      return;
    }
    if (!this.#nameForm.shown) {
      this.#nameForm.show(this.name);
    }
    const instead = error.code === 'name_taken' && error.name ? this.#conversation.free(error.name) : undefined;
    this.#nameForm.refuse({ ...error, instead }, this.name);
    announce('name', () => this.#parts.join.error.textContent);
  }

  #showRefused({ code, message, ref }) {
    const why = WHY.has(code) ? () => t(`chat.why.${code}`) : whyOf({ code, message });
    if (ref === undefined) {
      tell(this.#parts.problem, 'feed.error', { why });
    } else {
      this.#outgoing.failed(ref, { key: 'chat.failed.refused', values: { why } });
    }
  }

  /** Who says something has a name, or gets it first. */
  #say(text) {
    if (this.name === undefined && this.#page.suggested()) {
      this.#outgoing.hold(text);
      this.come();
    } else {
      this.#send(this.#outgoing.add(text));
    }
    this.#log.toEnd();
  }

  async #send(item) {
    const outcome = await this.#room.say(item);
    if (FAILED.has(outcome)) {
      this.#failed(item.ref, outcome);
    }
  }

  #failed(ref, outcome) {
    this.#outgoing.failed(ref, { key: `chat.failed.${outcome}` });
    announce('failed', () => t(`chat.failed.${outcome}`));
  }

  #sayAgain(ref) {
    this.#say(this.#outgoing.remove(ref));
    this.#composer.focus();
  }
}
