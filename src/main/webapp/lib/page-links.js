// Links to our other pages keep what the address of this one says: the language that it asks for, and, from the map of a room to its chat
// and back, the room.

import { NAME } from './address.js';
import { currentLanguage } from './language.js';

/** Links that lead on in a room; the help's lead back to it. */
const WITH_ROOM = 'nav a[href^="tracker.html"], nav a[href^="chat.html"], a[href^="help.html"]';
/** Whether one only looks is kept on the way through the chat, too. */
const OF_ROOM = ['room', 'watch'];

/** Again whenever the address has changed. */
export function carryOn() {
  const here = new URLSearchParams(location.search);
  if (here.has('lang')) {
    document.querySelectorAll('a[href*=".html"]').forEach((link) => carry(link, { lang: currentLanguage() }));
  }
  if (NAME.test(here.get('room') ?? '')) {
    const kept = Object.fromEntries(OF_ROOM.filter((name) => here.has(name)).map((name) => [name, here.get(name)]));
    document.querySelectorAll(WITH_ROOM).forEach((link) => carry(link, kept));
  }
}

function carry(link, more) {
  const [address, ...place] = link.getAttribute('href').split('#');
  const [page, asked] = address.split('?');
  const query = new URLSearchParams(asked);
  Object.entries(more).forEach(([name, value]) => query.set(name, value));
  link.setAttribute('href', [`${page}?${query}`, ...place].join('#'));
}
