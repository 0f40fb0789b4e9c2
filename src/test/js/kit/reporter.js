// A reporter with a feed that notes what is sent. Importing it prepares each test.

import { beforeEach } from 'node:test';
import { ServerClock } from '../../../main/webapp/lib/clock.js';
import { Reporter } from '../../../main/webapp/lib/reporter.js';
import { FakeClock } from './clock.js';

export const SERVER = Date.UTC(2026, 0, 1);
export const PLACE = { lat: 1, lon: 2, accuracy: 12 };
export let time;
export let feed;
export let reporter;
export let heard;
export let over;

/** A feed that notes what is sent; outcome: what becomes of it. */
class FakeFeed {
  live = false;
  buffered = 0;
  sent = [];
  outcome = 'sent';
  clock = new ServerClock();

  async send(item) {
    this.sent.push(item);
    return this.outcome;
  }
}

beforeEach(() => {
  time = new FakeClock().install();
  heard = [];
  over = [];
  reporter = new Reporter('Ann', { acknowledged: (item) => heard.push(item), over: () => over.push(time.monotonic) });
  enter();
});

/** Another room, whose feed is not live yet. */
export function move() {
  feed = new FakeFeed();
  feed.clock.heard(SERVER + time.monotonic);
  reporter.feed = feed;
}

export function enter(transport = 'websocket') {
  move();
  return live(transport);
}

export function live(transport = 'websocket') {
  feed.live = true;
  reporter.line = { state: 'live', transport };
  reporter.id = 'me';
}

export function lose(state = 'retrying') {
  feed.live = false;
  reporter.line = { state };
}

/** The server gives everybody what came last. */
export const echo = (item = feed.sent.at(-1)) => reporter.heard({ items: [item] });
