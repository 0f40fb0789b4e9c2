// The tile server that this server's operator has configured, if any.

import { byId } from './dom.js';
import { say } from './language.js';

const ADDRESS = /(https:\/\/[^\s<>"]+)/;

/** Shows its tiles and says whose they are; without one, nothing is asked of anybody. */
export async function useTiles(map) {
  try {
    const response = await fetch(new URL('api/map', document.baseURI));
    const { tiles } = response.ok ? await response.json() : {};
    if (tiles) {
      map.addTiles(tiles);
      attribute(tiles.attribution);
    }
  } catch {
    // the outline of the land is there anyway
  }
}

/** A text, in which addresses are links. */
function attribute(text) {
  const place = byId('attribution');
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
