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

  /** parts: {problem, log: as ChatLog's, people: as WhoIsHere's, join: as NameForm's, write: as Composer's}; now(): the server's epoch ms */
  constructor(parts, now) {
    this.#parts = parts;
    const mine = (name) => this.name !== undefined && keyOf(this.name) === keyOf(name);
    this.#log = new ChatLog(parts.log, { mine, now, again: (ref) => this.#sayAgain(ref), discard: (ref) => this.#outgoing.remove(ref) });
    this.#outgoing = new Outgoing(() => this.#log.showOutgoing(this.#outgoing.entries), now);
    this.#here = new WhoIsHere(parts.people, this.#conversation, () => this.#nameForm.show(this.name));
    this.#nameForm = new NameForm(parts.join, (name) => this.#room.enter(name));
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
      recalled: (known) => (known === undefined ? this.#nameForm.show() : this.#nameForm.hide()),
      inside: (name) => this.#showMe(name),
      nameRefused: (error) => this.#showNameRefused(error),
      refused: (error) => this.#showRefused(error),
      renewed: () => this.#clear(),
      left: (name) => this.#leave(name),
    });
    return this.#room;
  }

  #leave(name) {
    this.#wanted = name;
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
      this.#room.enter(this.#wanted);
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
      if (!this.#seen) {
        this.#log.begin();
      }
      this.#seen = true;
    }
  }

  #showMe(name) {
    this.#here.show(name);
    this.#composer.name = name;
    this.#log.redraw();
    if (name === undefined) {
      this.#nameForm.show();
      return;
    }
    this.#nameForm.done(name);
    this.#nameForm.hide();
  }

  #showNameRefused(error) {
    if (!this.#nameForm.shown) {
      this.#nameForm.show(this.name);
    }
    this.#nameForm.refuse(error, this.name);
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

  async #say(text) {
    const item = this.#outgoing.add(text);
    this.#log.toEnd();
    const outcome = await this.#room.say(item);
    if (FAILED.has(outcome)) {
      this.#outgoing.failed(item.ref, { key: `chat.failed.${outcome}` });
      announce('failed', () => t(`chat.failed.${outcome}`));
    }
  }

  #sayAgain(ref) {
    this.#say(this.#outgoing.remove(ref));
    this.#composer.focus();
  }
}
