// Low power, on this device: roughly where one is, the screen goes dark as usual, and what the others do comes in seldom.

import { saved } from './storage.js';

const SAVED = 'echolocate.lowPower';
const PACE_MS = 2000;

let low;

/** Whether it is wanted. Reads the storage once: it is asked each second. */
export function lowPower() {
  low ??= saved.get(SAVED) !== null;
  return low;
}

/** The pace that the server is asked for, or undefined. */
export function wishedPace() {
  return lowPower() ? String(PACE_MS) : undefined;
}

export function chooseLowPower(wish) {
  low = wish;
  if (wish) {
    saved.set(SAVED, 'yes');
  } else {
    saved.remove(SAVED);
  }
}
