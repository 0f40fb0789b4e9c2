// What somebody can have travelled between two fixes; what is more is a jump: a simulated walk that becomes a real position, a
// mistake of a device, somebody else's turn. The one rule for all trails, from the server or made here. No DOM in here.

import { metresBetween } from '../geo.js';

/** The fastest airliner with the wind in its back made 360 m/s over ground. */
const FASTEST_MPS = 400;

/** A first fix by Wi-Fi may be as far off, and the next one comes a moment later. */
const INACCURATE_M = 500;

/** from, to: {lat, lon, at}, in order. */
export function isJump(from, to) {
  const seconds = (to.at - from.at) / 1000;
  return metresBetween(from, to) > INACCURATE_M + FASTEST_MPS * seconds;
}
