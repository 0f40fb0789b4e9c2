// The title of the page: where one is, and before it how much is unread.

import { say, t } from './language.js';

export class PageTitle {
  #element;
  #words;
  #unread = 0;

  /** element: the title, which has its words already. */
  constructor(element) {
    this.#element = element;
    this.#words = [element.dataset.t];
  }

  /** A key, and values for it. */
  set words(words) {
    this.#words = words;
    this.#show();
  }

  set unread(count) {
    this.#unread = count;
    this.#show();
  }

  #show() {
    if (this.#unread > 0) {
      say(this.#element, 'title.unread', { unread: this.#unread, title: () => t(...this.#words) });
    } else {
      say(this.#element, ...this.#words);
    }
  }
}
