// One live region a page, spoken at most every two seconds: of each topic the newest, of many messages their number.

import { t } from './language.js';

const PAUSE_MS = 2000;
const topics = new Map();
let messages = 0;
let newest;
let timer;
let last = -PAUSE_MS;

/** The newest state of a topic; words is a function that gives the text. */
export function announce(topic, words) {
  topics.set(topic, words);
  schedule();
}

/** A message that arrived. */
export function announceMessage(text) {
  messages += 1;
  newest = text;
  schedule();
}

function schedule() {
  timer ??= setTimeout(speak, Math.max(150, last + PAUSE_MS - performance.now()));
}

function speak() {
  const parts = [...topics.values()].map((words) => words());
  if (messages > 0) {
    parts.push(messages === 1 ? newest.slice(0, 200) : t('announce.messages', { count: messages }));
  }
  topics.clear();
  messages = 0;
  timer = undefined;
  last = performance.now();
  const region = document.getElementById('announcer');
  region.textContent = parts.join(' ');
}
