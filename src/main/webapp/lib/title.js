// What stands before the page's own title: news for whoever looks at another tab. Each topic has its own, the newest first.

import { onLanguage, t } from './language.js';

const news = new Map();
let isHeard = false;

/** words(): the text of the moment; undefined: no such news any more. */
export function titleSays(topic, words) {
  news.delete(topic);
  if (words) {
    news.set(topic, words);
  }
  if (!isHeard) {
    isHeard = true;
    onLanguage(write);
  }
  write();
}

function write() {
  const own = t(document.querySelector('title').dataset.t);
  document.title = [...[...news.values()].reverse().map((words) => words()), own].join(' · ');
}
