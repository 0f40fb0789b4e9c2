// Full jitter back-off: a server that comes back is not met by everybody at once.

const FIRST_MS = 1000;
const MOST_MS = 30000;

/** How long to wait before attempt n (from 0), in ms; at least the given floor. */
export function backoff(attempt, floor = 0) {
  const ceiling = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.max(floor, Math.random() * ceiling);
}
