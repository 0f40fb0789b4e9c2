// Where people have been: the last 200 fixes of the last 30 minutes of each, as on the server, so that who comes in now sees
// what an open page shows. No DOM in here.

import { nearX, toX, toY } from './mercator.js';
import { isJump } from './travel.js';

const MOST = 200;
const LONGEST_MS = 30 * 60000;

export class Trails {
  #trails = new Map();

  /** [{x, y, at, begins}], oldest first; x runs on across the date line. begins: a new piece, no line leads there. */
  get(key) {
    return this.#trails.get(key)?.points ?? [];
  }

  /** An item of the feed: a trail from the server replaces what is known, a fix extends it. Another stay is another trail. */
  take(key, { lat, lon, at, joined, trail }) {
    const known = this.#trails.get(key);
    const points = trail || known?.joined !== joined ? [] : known.points;
    for (const [latitude, longitude, time] of trail ?? []) {
      add(points, { lat: latitude, lon: longitude, at: time });
    }
    add(points, { lat, lon, at });
    points.splice(0, points.length - MOST);
    this.#trails.set(key, { joined, points });
  }

  /** Whether somebody is suddenly where they can't have travelled to. */
  jumped(key) {
    const points = this.get(key);
    return points.length > 1 && points.at(-1).begins;
  }

  /** Drops what is too old by now, the server's time. Gives whether there was any. */
  forget(now) {
    let any = false;
    for (const { points } of this.#trails.values()) {
      const young = points.findIndex(({ at }) => now - at <= LONGEST_MS);
      const old = young < 0 ? points.length : young;
      points.splice(0, old);
      any ||= old > 0;
    }
    return any;
  }

  remove(key) {
    this.#trails.delete(key);
  }
}

function add(points, { lat, lon, at }) {
  const last = points.at(-1);
  if (!last || at > last.at) {
    const x = last ? nearX(toX(lon), last.x) : toX(lon);
    points.push({ x, y: toY(lat), lat, lon, at, begins: !last || isJump(last, { lat, lon, at }) });
  }
}
