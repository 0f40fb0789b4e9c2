// Until when one shares: a sentence that counts down, and a button for an hour more.

import { formatClock } from './calendar.js';
import { formatDuration } from './format.js';
import { tell } from './language.js';

export class Term {
  #words;
  #more;

  /** extend(): an hour more is wanted. */
  constructor(words, more, extend) {
    this.#words = words;
    this.#more = more;
    more.addEventListener('click', extend);
  }

  /** until, now: epoch ms of the server's clock; until undefined: no end. */
  show(until, now) {
    this.#more.hidden = until === undefined;
    tell(this.#words, until === undefined ? undefined : 'term.until', { time: () => formatClock(until), rest: () => formatDuration(Math.max(0, until - now)) });
  }
}
