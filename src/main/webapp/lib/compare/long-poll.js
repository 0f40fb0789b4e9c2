// News by long polling (RFC 6202 2): the page asks, the server answers when there is something, and the page asks again.

import { within } from './time.js';

/** Shorter than what most proxies let an answer take. */
const WAIT_S = 25;
const LATEST_MS = (WAIT_S + 20) * 1000;

/** Reads until a request fails; line: see lib/compare/lane.js. */
export async function readByLongPoll(line, signal) {
  // the first answer comes at once: it says that this works
  let wait;
  while (!signal.aborted) {
    const frame = await within(LATEST_MS, signal, (soon) => line.ask({ since: line.cursor, wait }, soon));
    wait = WAIT_S;
    // nothing came for so long (204): the same question again
    if (frame) {
      line.take(frame);
    }
  }
}
