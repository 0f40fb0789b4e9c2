// Who is here: a list, oneself first, with a way to another name.

import { make } from '../dom.js';
import { onLanguage, say, t, tell } from '../language.js';
import { keyOf } from './conversation.js';
import { avatar } from './message-view.js';

const MOST_ROWS = 200;

export class WhoIsHere {
  #parts;
  #conversation;
  #rename;
  #rows = new Map();
  #away = false;

  /** parts: elements {heading, list, empty, more}; rename(): somebody wants to be called something else. */
  constructor(parts, conversation, rename) {
    this.#parts = parts;
    this.#conversation = conversation;
    this.#rename = rename;
    onLanguage(() => this.show(this.me));
  }

  /** Whether we are not connected: who has come or gone since is not known. */
  set away(away) {
    if (away !== this.#away) {
      this.#away = away;
      this.#parts.list.dataset.line = away ? 'away' : 'live';
      this.#count(this.#conversation.size);
    }
  }

  get away() {
    return this.#away;
  }

  /** me: our own name, or undefined. */
  show(me) {
    this.me = me;
    const mine = me === undefined ? undefined : keyOf(me);
    const people = this.#conversation.ordered(me);
    const rows = new Map();
    for (const { name } of people.slice(0, MOST_ROWS)) {
      const key = keyOf(name);
      const same = this.#rows.get(key);
      const isMe = key === mine;
      rows.set(key, same?.dataset.name === name && (same.dataset.me === 'true') === isMe ? same : this.#row(name, key, isMe));
    }
    this.#rows = rows;
    const { list } = this.#parts;
    if (list.childElementCount !== rows.size || [...rows.values()].some((row, n) => list.children[n] !== row)) {
      list.replaceChildren(...rows.values());
    }
    this.#count(people.length);
  }

  #count(count) {
    const { heading, empty, more } = this.#parts;
    // that nobody is here is said by whoever knows it
    const none = this.#away || !this.#conversation.whole ? 'chat.people.list' : 'chat.people.none';
    say(heading, !count ? none : this.#away ? 'chat.people.before' : 'chat.people', count ? { count } : undefined);
    heading.dataset.count = count;
    empty.hidden = count > 0;
    tell(more, count > MOST_ROWS ? 'chat.people.more' : undefined, { count: count - MOST_ROWS });
  }

  #row(name, key, isMe) {
    const row = make('li', 'guest', avatar(name, key), make('bdi', 'guest-name', name));
    row.dataset.name = name;
    row.dataset.me = isMe;
    if (isMe) {
      const me = make('span', 'person-me');
      say(me, 'chat.me');
      const button = make('button', 'plain rename');
      button.type = 'button';
      say(button, 'chat.rename');
      button.addEventListener('click', this.#rename);
      row.append(me, button);
    }
    return row;
  }
}
