// Where people have been: the last 200 fixes or 30 minutes of each. No DOM in here.

import { nearX, toX, toY } from './mercator.js';

const MOST = 200;
const LONGEST_MS = 30 * 60000;

export class Trails {
  #trails = new Map();

  /** [{x, y, at}], oldest first; x runs on across the date line. */
  get(key) {
    return this.#trails.get(key) ?? [];
  }

  /** An item of the feed: a trail from the server replaces what is known, a fix extends it. */
  take(key, { lat, lon, at, trail }) {
    const points = trail ? [] : (this.#trails.get(key) ?? []);
    for (const [latitude, longitude, time] of trail ?? []) {
      add(points, latitude, longitude, time);
    }
    add(points, lat, lon, at);
    const oldest = at - LONGEST_MS;
    while (points.length > MOST || points[0].at < oldest) {
      points.shift();
    }
    this.#trails.set(key, points);
  }

  remove(key) {
    this.#trails.delete(key);
  }
}

function add(points, lat, lon, at) {
  const last = points.at(-1);
  if (!last || at > last.at) {
    points.push({ x: last ? nearX(toX(lon), last.x) : toX(lon), y: toY(lat), at });
  }
}
