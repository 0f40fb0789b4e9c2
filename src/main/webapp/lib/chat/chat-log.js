// The log: what was said, who came and went, with a line for each new day; one's own unsent messages after it. It stays at its end
// only if one was there; otherwise it says how much is new.

import { onLanguage, say, t } from '../language.js';
import { keyOf } from './conversation.js';
import { aboutName, dayRow, messageRow, outgoingRow, quietRow } from './message-view.js';
import { dayOf } from '../calendar.js';

const ROWS = 1000;
const END_PX = 48;
const FOLLOWS_MS = 5 * 60 * 1000;
const TICK_MS = 15000;

export class ChatLog {
  #parts;
  #entries = [];
  #mine;
  #now;
  #today;
  #again;
  #discard;
  #isSeen;
  #tellUnread;
  #outgoing = [];
  #unread = 0;
  #begun = false;
  #atEnd = true;
  #height;
  #last;

  /**
   * parts: elements {scroller, log, rows, outgoing, empty, newest (a button), field (to write in)}. mine(name): whether that is us;
   * now(): the server's epoch ms; again(ref), discard(ref): of an unsent message; seen(): whether somebody sees the log; unread(count): of others'
   * messages, since it was last read to its end.
   */
  constructor(parts, { mine, now, again, discard, seen = () => true, unread = () => undefined }) {
    this.#parts = parts;
    this.#mine = mine;
    this.#now = now;
    this.#today = dayOf(now());
    this.#again = again;
    this.#discard = discard;
    this.#isSeen = seen;
    this.#tellUnread = unread;
    const { scroller, newest } = parts;
    newest.addEventListener('click', () => this.toEnd());
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    // a keyboard that opens on a phone makes it lower, and what covers it leaves nothing of it
    new ResizeObserver(() => this.look()).observe(scroller);
    onLanguage(() => this.redraw());
    setInterval(() => this.#turnDay(), TICK_MS);
  }

  /** Messages, {joined: name}, {left: name}, {notice: key, values}. */
  add(events) {
    this.#turnDay();
    const atEnd = this.#isAtEnd();
    const fragment = document.createDocumentFragment();
    events.forEach((entry) => this.#append(entry, fragment));
    this.#entries.push(...events);
    this.#parts.rows.append(fragment);
    this.#trim();
    const news = this.#begun ? events.filter(({ text, name }) => text !== undefined && !this.#mine(name)) : [];
    this.#count(atEnd && this.#isRead ? 0 : this.#unread + news.length);
    this.#shown(atEnd);
  }

  /** One's own that are not in the feed. */
  showOutgoing(entries) {
    const grown = entries.length > this.#outgoing.length;
    const atEnd = this.#isAtEnd() || grown;
    const { outgoing, field } = this.#parts;
    const focused = outgoing.contains(document.activeElement);
    this.#outgoing = entries;
    outgoing.replaceChildren(
      ...entries.map((entry) =>
        outgoingRow(entry, { again: () => this.#again(entry.ref), discard: () => this.#discard(entry.ref) }),
      ),
    );
    if (focused) {
      (outgoing.querySelector('button') ?? field).focus();
    }
    this.#shown(atEnd);
  }

  /** All that was said before is here: it is read by whoever goes there. What is said from now on is news. */
  begin() {
    if (this.#begun) {
      return;
    }
    this.#begun = true;
    const { log } = this.#parts;
    log.setAttribute('aria-busy', 'false');
    setTimeout(() => log.setAttribute('aria-live', 'polite'), 0);
    this.toEnd();
  }

  /** It is seen again: what stands at its end is read. */
  look() {
    if (this.#atEnd && this.#isRead) {
      this.#count(0);
    }
    this.#settle();
  }

  clear() {
    this.#entries = [];
    this.#begun = false;
    this.#count(0);
    this.redraw();
  }

  /** Everything again: in another language, or because somebody is now us. */
  redraw() {
    const { log, rows } = this.#parts;
    // old messages in other words are no news
    log.setAttribute('aria-live', 'off');
    const entries = this.#entries;
    const begun = this.#begun;
    this.#entries = [];
    this.#begun = false;
    this.#last = undefined;
    rows.replaceChildren();
    this.add(entries);
    this.#begun = begun;
    this.showOutgoing(this.#outgoing);
    setTimeout(() => log.setAttribute('aria-live', 'polite'), 0);
  }

  toEnd() {
    const { scroller } = this.#parts;
    scroller.scrollTop = scroller.scrollHeight;
    this.#count(this.#isRead ? 0 : this.#unread);
    this.#shown(true);
  }

  /** After midnight, today is yesterday. */
  #turnDay() {
    const today = dayOf(this.#now());
    if (today !== this.#today) {
      this.#today = today;
      this.redraw();
    }
  }

  #append(entry, parent) {
    if (entry.text !== undefined) {
      const key = keyOf(entry.name);
      if (!this.#last || dayOf(this.#last.at) !== dayOf(entry.at)) {
        parent.append(dayRow(entry.at, this.#now()));
        this.#last = undefined;
      }
      const follows = this.#last?.key === key && entry.at - this.#last.start < FOLLOWS_MS;
      parent.append(messageRow(entry, key, { mine: this.#mine(entry.name), follows }));
      this.#last = { key, at: entry.at, start: follows ? this.#last.start : entry.at };
      return;
    }
    // whoever speaks next is named again; the day goes on
    this.#last = this.#last && { at: this.#last.at };
    if (entry.notice) {
      parent.append(quietRow([t(entry.notice, entry.values)], 'quiet quiet-notice'));
    } else {
      parent.append(quietRow(entry.joined === undefined ? aboutName('chat.left', entry.left) : aboutName('chat.joined', entry.joined)));
    }
  }

  #trim() {
    const { rows } = this.#parts;
    while (rows.childElementCount > ROWS) {
      rows.firstElementChild.remove();
    }
    if (this.#entries.length > ROWS) {
      this.#entries.splice(0, this.#entries.length - ROWS);
    }
  }

  #shown(atEnd) {
    this.#parts.empty.hidden = this.#entries.some(({ text }) => text !== undefined) || this.#outgoing.length > 0;
    this.#atEnd = atEnd;
    this.#settle();
  }

  #settle() {
    const { scroller, newest } = this.#parts;
    if (this.#atEnd) {
      scroller.scrollTop = scroller.scrollHeight;
    }
    this.#height = scroller.clientHeight;
    newest.hidden = this.#atEnd;
    if (this.#unread) {
      say(newest, 'chat.new', { count: this.#unread });
    } else {
      say(newest, 'chat.toNewest');
    }
  }

  #scrolled() {
    this.#atEnd = this.#isAtEnd();
    this.look();
  }

  /** Whether what stands at its end is read. */
  get #isRead() {
    return this.#isSeen() && this.#parts.scroller.clientHeight > END_PX;
  }

  #count(unread) {
    if (unread !== this.#unread) {
      this.#unread = unread;
      this.#tellUnread(unread);
    }
  }

  /** Whether one was there; a log that has just become lower or higher has left nobody behind. */
  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#parts.scroller;
    if (clientHeight !== this.#height) {
      return this.#atEnd;
    }
    return scrollHeight - scrollTop - clientHeight < END_PX;
  }
}
