// A simulated walk, for machines without a position: strolls about a place, a fix a second. It gives what PositionWatch gives,
// on: {fix(fix), state('off'), near(): where somebody is, {lat, lon}, or undefined}.

import { between, walk } from './map/mercator.js';
import { session } from './storage.js';

const KEPT = 'echolocate.walk';
const STEP_MS = 1000;
const FAR_M = 500;
/** From whoever is here: near enough to be seen with them, and far enough not to lie over them. */
const BESIDE_M = 200;
const COASTS = [
  [22.2855, 114.1577], [37.8087, -122.4098], [-33.8615, 151.2109], [43.6951, 7.2656], [38.6973, -9.2065],
  [59.9079, 10.7340], [-22.9868, -43.2050], [51.0543, 3.1796], [41.3784, 2.1925], [-33.9036, 18.4200],
  [44.6488, -63.5682], [35.4437, 139.6510], [54.3233, 10.1394], [1.2836, 103.8607],
];

export class Walk {
  #on;
  #timer;
  #home;
  #place;
  #heading = Math.random() * 360;
  #speed = 1.4;
  #last;

  constructor(on) {
    this.#on = on;
  }

  /** Whether somebody walked before a reload of this tab. */
  static get kept() {
    return session.get(KEPT) !== null;
  }

  get active() {
    return this.#timer !== undefined;
  }

  /** From a place {lat, lon}, or from where a walk was before a reload, or near somebody, or from some coast. */
  start(from) {
    this.#place = from ?? read() ?? beside(this.#on.near()) ?? coast();
    this.#home = this.#place;
    this.#last = performance.now() - STEP_MS;
    this.#timer = setInterval(() => this.#step(), STEP_MS);
    this.#step();
  }

  stop() {
    session.remove(KEPT);
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#on.state('off');
  }

  #step() {
    const now = performance.now();
    // a browser may slow down the timers of a hidden page
    const seconds = Math.min(10, Math.max(0.1, (now - this.#last) / 1000));
    this.#last = now;
    this.#turn();
    this.#speed = Math.max(0.9, Math.min(1.9, this.#speed + (Math.random() - 0.5) * 0.2));
    this.#place = walk(this.#place, this.#speed * seconds, this.#heading);
    session.set(KEPT, JSON.stringify(this.#place));
    this.#on.fix({
      ...rounded(this.#place),
      accuracy: Math.round(6 + Math.random() * 4),
      heading: Math.round(this.#heading) % 360,
      speed: Math.round(this.#speed * 100) / 100,
    });
  }

  /** A little each second, and back home from far away. */
  #turn() {
    const { metres, heading } = between(this.#place, this.#home);
    const wish = metres > FAR_M ? ((heading - this.#heading + 540) % 360) - 180 : 0;
    this.#heading = (this.#heading + (Math.random() - 0.5) * 40 + wish * 0.2 + 360) % 360;
  }
}

function rounded({ lat, lon }) {
  return { lat: Math.round(lat * 1e6) / 1e6, lon: Math.round(lon * 1e6) / 1e6 };
}

function beside(place) {
  return place && walk(place, BESIDE_M, Math.random() * 360);
}

function coast() {
  const [lat, lon] = COASTS[Math.floor(Math.random() * COASTS.length)];
  return walk({ lat, lon }, Math.random() * 200, Math.random() * 360);
}

function read() {
  try {
    const { lat, lon } = JSON.parse(session.get(KEPT));
    return Number.isFinite(lat) && Number.isFinite(lon) ? { lat, lon } : undefined;
  } catch {
    return undefined;
  }
}
