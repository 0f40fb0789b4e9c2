// A moment, and how long ago it was. A sleep counts, even where performance.now() sleeps, too; a clock that is set back does not.

export function moment() {
  return { monotonic: performance.now(), wall: Date.now() };
}

/** ms since a moment. */
export function since({ monotonic, wall }) {
  return Math.max(performance.now() - monotonic, Date.now() - wall);
}
