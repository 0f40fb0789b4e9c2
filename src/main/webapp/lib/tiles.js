// The tile server that this server's operator has configured, if any.

import { say } from './language.js';
import { mapConfig } from './map-config.js';

const ADDRESS = /(https:\/\/[^\s<>"]+)/;

/** Shows its tiles, and says in an element whose they are; without one, nothing is asked of anybody. */
export async function useTiles(map, words) {
  const { tiles } = await mapConfig();
  if (tiles) {
    map.addTiles(tiles);
    attribute(words, tiles.attribution);
  }
}

/** A text, in which addresses are links. */
function attribute(place, text) {
  if (!text) {
    say(place, 'tracker.tiles');
    return;
  }
  delete place.dataset.t;
  place.replaceChildren(...text.split(ADDRESS).map((part) => (ADDRESS.test(part) ? link(part) : part)));
}

function link(address) {
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.rel = 'noopener';
  anchor.textContent = new URL(address).host;
  return anchor;
}
