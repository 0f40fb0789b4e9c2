// Where this device is: a watch whose every outcome has a name, and words under position.<name>.

import { fixOf } from './fix.js';
import { lowPower } from './low-power.js';
import { moment, since } from './moment.js';

const OPTIONS = { maximumAge: 20000, timeout: 27000 };
const OUTCOMES = { 1: 'denied', 2: 'unavailable', 3: 'timeout' };
const LOOK_MS = 5000;
/** A watch that never says anything, not even that it has failed, is a dead one. */
const SILENT_MS = 30000;

/** What keeps a position from this page from the start: 'unsupported', 'insecure', or undefined. */
export function obstacle() {
  if (!window.isSecureContext) {
    return 'insecure';
  }
  return 'geolocation' in navigator ? undefined : 'unsupported';
}

/**
 * on: {fix({lat, lon, accuracy?, altitude?, heading?, speed?}), state(name), granted()}; names: off, unsupported, insecure, asking,
 * denied, unavailable, timeout, unknown, silent.
 */
export class PositionWatch {
  #on;
  #watch;
  #look;
  #heard;
  #found = false;
  /** Whether the browser's question is out of the way. */
  #allowed = false;
  #permission;

  constructor(on) {
    this.#on = on;
  }

  /** Whether fixes may come. */
  get active() {
    return this.#watch !== undefined;
  }

  start() {
    this.#end();
    const wrong = obstacle();
    if (wrong) {
      this.#on.state(wrong);
      return;
    }
    this.#on.state('asking');
    this.#allowed = this.#permission?.state === 'granted';
    this.#begin();
    // a device that does not move may be told nothing for minutes, but it is not lost
    this.#look = setInterval(() => this.#askAgain(), LOOK_MS);
    this.#followPermission();
  }

  stop() {
    this.#end();
    this.#on.state('off');
  }

  /** Another watch, where there is one: what is asked for has changed. */
  renew() {
    if (this.active) {
      navigator.geolocation.clearWatch(this.#watch);
      this.#begin();
    }
  }

  #end() {
    if (this.active) {
      navigator.geolocation.clearWatch(this.#watch);
      clearInterval(this.#look);
      this.#watch = undefined;
    }
  }

  #begin() {
    this.#heard = moment();
    this.#found = false;
    this.#watch = navigator.geolocation.watchPosition(
      (position) => this.#fix(position),
      (error) => this.#failed(error),
      { ...OPTIONS, enableHighAccuracy: !lowPower() },
    );
  }

  /**
   * A new watch looks anew; getCurrentPosition beside a watch waits with it in some browsers. Not while somebody may still be
   * thinking about the browser's question.
   */
  #askAgain() {
    const silent = since(this.#heard);
    if (!this.#allowed || silent < (this.#found ? OPTIONS.maximumAge : SILENT_MS)) {
      return;
    }
    if (!this.#found) {
      this.#on.state('silent');
    }
    this.renew();
  }

  #fix({ coords }) {
    if (!this.active) {
      return;
    }
    this.#hear(true);
    this.#on.fix(fixOf(coords));
  }

  #hear(found) {
    this.#heard = moment();
    this.#found = found;
    this.#allowed = true;
  }

  #failed(error) {
    if (!this.active) {
      return;
    }
    this.#hear(this.#found);
    const outcome = OUTCOMES[error.code] ?? 'unknown';
    if (outcome === 'denied') {
      this.#end();
    }
    this.#on.state(outcome);
  }

  /** Somebody who allows it after all need not press anything. */
  async #followPermission() {
    if (this.#permission || !navigator.permissions) {
      return;
    }
    try {
      this.#permission = await navigator.permissions.query({ name: 'geolocation' });
      this.#allowed ||= this.#permission.state === 'granted';
      this.#permission.onchange = () => this.#permission.state === 'granted' && this.#on.granted?.();
    } catch {
      // an old browser that does not know the name
    }
  }
}
