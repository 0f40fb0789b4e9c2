// News by polling: the page asks, the server answers at once, with news or without, and the page comes back later.

import { within } from './time.js';

const LATEST_MS = 20000;

/** Reads until a request fails; line: see lib/compare/lane.js. */
export async function readByPoll(line, signal) {
  while (!signal.aborted) {
    const asked = performance.now();
    const frame = await within(LATEST_MS, signal, (soon) => line.ask({ since: line.cursor }, soon));
    line.take(frame);
    // an answer that did not hold all is followed by the next question at once
    if (!frame.more) {
      await line.interval.since(asked, signal);
    }
  }
}
