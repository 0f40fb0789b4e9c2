// Refusals that another try does not change, but perhaps an operator does: it is seldom tried.

import { moment, since } from './moment.js';

const CODES = new Set(['bad_secret', 'foreign_origin', 'no_such_feed', 'unknown_host']);
/** What something on the way says of every request; not that it took too long or came too fast. */
const STATUS = /^4(?!08|25|29)\d\d$/;
const REST_MS = 30000;

export class Vain {
  /** Since when what is said is said in vain. */
  #since;

  /** How many ms it is still in vain to try again. */
  get rest() {
    return this.#since ? REST_MS - since(this.#since) : 0;
  }

  refused({ code }) {
    if (!CODES.has(code) && !STATUS.test(code)) {
      this.clear();
    } else if (this.rest <= 0) {
      this.#since = moment();
    }
  }

  clear() {
    this.#since = undefined;
  }
}
