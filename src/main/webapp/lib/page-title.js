// The title of the page: where one is, before it how much is unread, and before that what somebody who looks at another tab is to hear.

import { say, t } from './language.js';

export class PageTitle {
  #element;
  #words;
  #unread = 0;
  #news;

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

  /** A function that gives the text of the moment, or undefined. */
  set news(words) {
    this.#news = words;
    this.#show();
  }

  #show() {
    let all = this.#words;
    if (this.#unread > 0) {
      all = ['title.unread', { unread: this.#unread, title: saying(all) }];
    }
    if (this.#news) {
      all = ['title.news', { news: this.#news, title: saying(all) }];
    }
    say(this.#element, ...all);
  }
}

function saying(words) {
  return () => t(...words);
}
