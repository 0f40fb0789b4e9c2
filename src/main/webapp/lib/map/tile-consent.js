// Whether the person lets their browser ask a tile server; remembered on this device, for that server only.

import { saved } from '../storage.js';

const SAVED = 'echolocate.tiles';

export class TileConsent {
  #origin;

  constructor(origin) {
    this.#origin = origin;
  }

  /** True, false, or undefined where the person was not asked yet. */
  get given() {
    const [answer, origin] = (saved.get(SAVED) ?? '').split(' ');
    return origin === this.#origin ? answer === 'yes' : undefined;
  }

  set given(yes) {
    saved.set(SAVED, `${yes ? 'yes' : 'no'} ${this.#origin}`);
  }
}
