// Who arrives where the room meets: whoever comes within 50 m of it, or as near as they know where they are. Each is told once, and
// again only after having been 200 m away. No DOM in here.

import { metresBetween } from '../geo.js';

const NEAR_M = 50;
const AWAY_M = 200;

/** How far somebody {lat, lon, accuracy?} has to go to a place {lat, lon}: {metres, isThere}. */
export function wayTo(place, person) {
  const metres = metresBetween(person, place);
  return { metres, isThere: metres <= Math.max(NEAR_M, person.accuracy ?? 0) };
}

export class Arrivals {
  #there = new Set();

  /** There is another place, or none. */
  reset() {
    this.#there.clear();
  }

  /**
   * The keys of those who have arrived since the last look. people: [key, {lat, lon, accuracy?}]; who is not among them any more is
   * remembered.
   */
  look(place, people) {
    const arrived = [];
    for (const [key, person] of people) {
      const { metres, isThere } = wayTo(place, person);
      if (isThere && !this.#there.has(key)) {
        this.#there.add(key);
        arrived.push(key);
      } else if (!isThere && metres > AWAY_M) {
        this.#there.delete(key);
      }
    }
    return arrived;
  }
}
