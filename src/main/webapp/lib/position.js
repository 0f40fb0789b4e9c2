// Where this device is: a watch whose every outcome has a name, and words under position.<name>.

const OPTIONS = { enableHighAccuracy: true, maximumAge: 20000, timeout: 27000 };
const OUTCOMES = { 1: 'denied', 2: 'unavailable', 3: 'timeout' };
const LOOK_MS = 5000;
const DAY_MS = 86400000;

/** What keeps a position from this page from the start: 'unsupported', 'insecure', or undefined. */
export function obstacle() {
  if (!window.isSecureContext) {
    return 'insecure';
  }
  return 'geolocation' in navigator ? undefined : 'unsupported';
}

/**
 * on: {fix({lat, lon, accuracy?, altitude?, heading?, speed?, at}), state(name)}; names: off, unsupported, insecure, asking,
 * watching, denied, unavailable, timeout, unknown.
 */
export class PositionWatch {
  #on;
  #watch;
  #look;
  #heard = 0;
  #found = false;
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
    this.#begin();
    // a device that does not move may be told nothing for minutes, but it is not lost
    this.#look = setInterval(() => this.#askAgain(), LOOK_MS);
    this.#followPermission();
  }

  stop() {
    this.#end();
    this.#on.state('off');
  }

  #end() {
    if (this.active) {
      navigator.geolocation.clearWatch(this.#watch);
      clearInterval(this.#look);
      this.#watch = undefined;
    }
  }

  #begin() {
    this.#heard = performance.now();
    this.#found = false;
    this.#watch = navigator.geolocation.watchPosition(
      (position) => this.#fix(position),
      (error) => this.#failed(error),
      OPTIONS,
    );
  }

  /** A new watch looks anew; getCurrentPosition beside a watch waits with it in some browsers. */
  #askAgain() {
    if (this.#found && performance.now() - this.#heard >= OPTIONS.maximumAge) {
      navigator.geolocation.clearWatch(this.#watch);
      this.#begin();
    }
  }

  #fix(position) {
    if (!this.active) {
      return;
    }
    this.#heard = performance.now();
    this.#found = true;
    this.#on.fix(toFix(position));
    this.#on.state('watching');
  }

  #failed(error) {
    if (!this.active) {
      return;
    }
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
      this.#permission.onchange = () => this.#permission.state === 'granted' && this.#on.granted?.();
    } catch {
      // an old browser that does not know the name
    }
  }
}

function toFix({ coords, timestamp }) {
  const fix = { lat: coords.latitude, lon: coords.longitude };
  for (const name of ['accuracy', 'altitude', 'heading', 'speed']) {
    if (Number.isFinite(coords[name])) {
      fix[name] = coords[name];
    }
  }
  // some devices have counted from another year, or in other units
  fix.at = Math.abs(timestamp - Date.now()) < DAY_MS ? Math.round(timestamp) : Date.now();
  return fix;
}
