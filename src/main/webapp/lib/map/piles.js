// Whom a tap means where people lie over each other. No DOM in here.

const TAP_PX = 24;

/**
 * Keys of whom a tap may mean: first those whose circle is under it, from the top down; then who is near, the nearest first.
 * seen: [{key, px, py}], the last is on top; radius: of a circle.
 */
export function pileAt(seen, x, y, radius) {
  const distances = seen.map(({ key, px, py }) => ({ key, distance: Math.hypot(px - x, py - y) })).reverse();
  const under = distances.filter(({ distance }) => distance <= radius);
  const near = distances.filter(({ distance }) => distance > radius && distance <= TAP_PX);
  near.sort((a, b) => a.distance - b.distance);
  return [...new Set([...under, ...near].map(({ key }) => key))];
}

/** Taps on one pile go down through it, and begin at the top again. */
export class Taps {
  #last;

  /** Whom the next tap picks of a pile; undefined where it is empty. */
  pick(pile) {
    const key = pile[(pile.indexOf(this.#last) + 1) % pile.length];
    this.#last = key;
    return key;
  }

  /** Somebody was picked in another way. */
  other(key) {
    if (key !== this.#last) {
      this.#last = undefined;
    }
  }
}
