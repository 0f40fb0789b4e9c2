// The list of rooms that were opened on this device; each leads there, and can be forgotten.

import { formatClock, formatDay } from './calendar.js';
import { make } from './dom.js';
import { onLanguage, say, sayPlain, t } from './language.js';
import { isPrivate } from './private-room.js';
import { forgetRoom, recentRooms } from './recent-rooms.js';

/** Of a private room's name: enough to tell two. */
const SHOWN = 6;

export class RecentList {
  #parts;
  #address;

  /** parts: elements {section, heading, list}; address(page with a query): in the language of the page. */
  constructor(parts, address) {
    this.#parts = parts;
    this.#address = address;
    onLanguage(() => this.#show());
    // back from a room
    addEventListener('pageshow', ({ persisted }) => persisted && this.#show());
    this.#show();
  }

  #show() {
    const { section, list } = this.#parts;
    const rooms = recentRooms();
    section.hidden = rooms.length === 0;
    list.replaceChildren(...rooms.map((each) => this.#row(each)));
  }

  #row({ room, page, at }) {
    const link = make('a', 'grow');
    link.href = this.#address(`${page}.html?room=${room}`);
    const name = isPrivate(room) ? t('recent.private', { name: room.slice(0, SHOWN) }) : room;
    const when = `${formatDay(at, Date.now())}, ${formatClock(at)}`;
    link.append(make('bdi', '', name), ' ', make('small', '', t(`recent.${page}`, { when })));
    const forget = make('button', 'plain');
    forget.type = 'button';
    say(forget, 'recent.forget');
    forget.setAttribute('aria-label', t('recent.forget.long', { name }));
    forget.addEventListener('click', () => this.#forget(room));
    return make('li', '', link, forget);
  }

  /** The focus goes on to what is next, and does not fall out of the page. */
  #forget(room) {
    const { heading, list } = this.#parts;
    const at = recentRooms().findIndex((each) => each.room === room);
    forgetRoom(room);
    this.#show();
    const buttons = list.querySelectorAll('button');
    (buttons[Math.min(at, buttons.length - 1)] ?? heading).focus();
  }
}
