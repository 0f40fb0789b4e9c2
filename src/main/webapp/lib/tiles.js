// What the map shows, as this server's operator has chosen: streets of a file on this server, tiles of somebody's server, or the
// outline of the land, for which nobody is asked.

import { make } from './dom.js';
import { say, sayPlain, tell } from './language.js';
import { attribute } from './map/attribution.js';
import { MapNotice } from './map/map-notice.js';
import { TileConsent } from './map/tile-consent.js';
import { mapConfig } from './map-config.js';

const FAULTS = { offline: '.offline', damaged: '.damaged', map_broken: '.map_broken', busy: '.busy', share: '.busy' };

/** Shows it, and says in an element whose it is; in another one how to have streets, to who runs the server. */
export function useTiles(map, words, hint) {
  return new Choice(map, words, hint).begin();
}

class Choice {
  #map;
  #words;
  #hint;
  #notice;

  constructor(map, words, hint) {
    this.#map = map;
    this.#words = words;
    this.#hint = hint;
    this.#notice = new MapNotice(words);
  }

  /** again: as the server says it now. */
  async begin(again = false) {
    const { streets, tiles, broken, reach } = await mapConfig(again);
    if (streets) {
      this.#streets(streets);
    } else if (tiles) {
      this.#tiles(tiles);
    } else if (broken) {
      this.#notice.show('map.broken', {}, ['map.again', () => this.begin(true)], ['map.hide']);
    } else if (reach === 'machine') {
      // nobody but who runs this server sees this page
      tell(this.#hint, 'map.none');
    }
  }

  #streets(told) {
    if (told.type === 'mvt') {
      this.#map.showBase((base) => base.showStreets(told, (code) => this.#fault(code)));
    } else {
      this.#pictures(told);
    }
    attribute(this.#words, told.attribution, ...(told.date ? [make('span', 'date', told.date)] : []));
  }

  #tiles(told) {
    const { origin, host } = new URL(told.url.replace(/[{}]/g, ''));
    if (!told.ask) {
      this.#showTiles(told, host);
      return;
    }
    const consent = new TileConsent(origin);
    const agreed = (yes) => {
      consent.given = yes;
      if (!yes) {
        this.#map.showBase((base) => base.showLand());
      }
      this.#settle(told, host, yes, agreed);
    };
    this.#settle(told, host, consent.given, agreed);
  }

  #settle(told, host, yes, agreed) {
    if (yes) {
      this.#showTiles(told, host, button('map.stop', host, () => agreed(false)));
      return;
    }
    const question = () => this.#notice.show('map.ask', { host }, ['map.ask.yes', () => agreed(true)], ['map.ask.no', () => agreed(false)]);
    if (yes === undefined) {
      question();
    }
    const coast = make('span', '');
    say(coast, 'tracker.coast');
    sayPlain(this.#words, '');
    this.#words.append(coast, ' · ', button('map.start', host, question));
  }

  #showTiles(told, host, ...more) {
    const failed = (bad, again) => {
      if (bad) {
        const why = navigator.onLine ? 'map.tilesFail' : 'map.tilesFail.offline';
        this.#notice.show(why, { host }, ['map.again', again], ['map.hide']);
      } else {
        this.#notice.hide();
      }
    };
    // no room's name goes there, but where the page is from, which tile servers want to know
    const tiles = { ...told, referrerPolicy: 'strict-origin-when-cross-origin' };
    this.#map.showBase((base) => base.showTiles(tiles, failed));
    attribute(this.#words, told.attribution, ...more);
  }

  /** Pictures of the operator's own file. */
  #pictures(told) {
    const folder = new URL('.', document.baseURI);
    const isAbsent = async (address) => (await fetch(address, { referrerPolicy: 'no-referrer' })).status === 204;
    const tiles = { ...told, url: `${folder}${told.url}`, referrerPolicy: 'no-referrer', isAbsent };
    this.#map.showBase((base) => base.showTiles(tiles, (bad) => this.#fault(bad ? 'fault' : undefined)));
  }

  #fault(code) {
    if (code) {
      this.#notice.show(`map.fault${FAULTS[code] ?? ''}`, {}, ['map.hide']);
    } else {
      this.#notice.hide();
    }
  }
}

function button(key, host, pressed) {
  const made = make('button', 'in-words');
  made.type = 'button';
  say(made, key, { host });
  made.addEventListener('click', pressed);
  return made;
}
