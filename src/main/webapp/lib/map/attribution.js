// Who made the map, as text in which addresses are links, and OpenStreetMap to its licence.

import { say } from '../language.js';

const LINK = /(https:\/\/[^\s<>"]+|OpenStreetMap)/;
const LICENCE = 'https://www.openstreetmap.org/copyright';

/** Says it in an element; text: of whoever made it, which may be empty; more: what follows, such as a button. */
export function attribute(place, text, ...more) {
  if (text) {
    delete place.dataset.t;
    place.replaceChildren(...text.split(LINK).map((part) => (LINK.test(part) ? link(part) : part)));
  } else {
    say(place, 'tracker.tiles');
  }
  more.forEach((each) => place.append(' · ', each));
}

function link(words) {
  const anchor = document.createElement('a');
  anchor.href = words.startsWith('https:') ? words : LICENCE;
  anchor.rel = 'noopener';
  anchor.textContent = words.startsWith('https:') ? new URL(words).host : words;
  return anchor;
}
