// News by long polling (RFC 6202 2): the page asks, the server answers when there is something, and the page asks again.

import { within } from './time.js';

/** Shorter than what most proxies let an answer take; one beat, where the server promises one. */
const WAIT_S = 25;
const LATE_MS = 10000;

/** Reads until a request fails; line: see lib/compare/lane.js. */
export async function readByLongPoll(line, signal) {
  // the first answer comes at once: it says that this works
  let wait;
  let most = WAIT_S;
  while (!signal.aborted) {
    const frame = await within((wait ?? 0) * 1000 + LATE_MS, signal, (soon) => line.ask({ since: line.cursor, wait }, soon));
    most = frame?.beat > 0 ? Math.min(frame.beat, WAIT_S) : most;
    wait = most;
    // nothing came for so long (204): the same question again
    if (frame) {
      line.take(frame);
    }
  }
}
