// A moment, and how long ago it was. A sleep counts, even where performance.now() sleeps, too; a clock that is set does not: back never,
// forward not once a server's time has shown it.

/** A frame may be so late; nobody minds a clock that is set by less. */
const LATE_MS = 5000;
/** What waited while the device slept comes all at once. */
const AT_ONCE_MS = 2000;

/** How far the device's clock is ahead of the server's, by the frame that was on its way for the shortest time. */
let ahead;
/** By how much it has been set forward. */
let forward = 0;
/** The first frame that says so: {at, lead}. */
let doubt;

export function moment() {
  return { monotonic: performance.now(), wall: Date.now() - forward };
}

/** ms since a moment. */
export function since({ monotonic, wall }) {
  return Math.max(performance.now() - monotonic, Date.now() - forward - wall);
}

/**
 * A server's time, as it came. In a sleep, both go on; where the device's clock is suddenly ahead, somebody has set it, or the frame is late.
 * Two frames that don't come at once are not late by the same time.
 */
export function witness(now) {
  if (!Number.isFinite(now)) {
    return;
  }
  const at = performance.now();
  const lead = Date.now() - now;
  if (ahead === undefined || lead < ahead + LATE_MS) {
    ahead = Math.min(ahead ?? lead, lead);
    doubt = undefined;
  } else if (!doubt || Math.abs(lead - doubt.lead) >= LATE_MS) {
    doubt = { at, lead };
  } else if (at - doubt.at >= AT_ONCE_MS) {
    forward += lead - ahead;
    ahead = lead;
    doubt = undefined;
  }
}
