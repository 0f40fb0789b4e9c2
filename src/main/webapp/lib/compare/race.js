// The race: one channel with a name that nobody else knows, a publisher, and four lanes that read from the same cursor on. No DOM.

import { httpAddress } from '../address.js';
import { backoff } from '../backoff.js';
import { randomId } from '../random.js';
import { feedRoute } from '../route.js';
import { failureOfError, get, getFrame } from '../transports/http.js';
import { Requests } from '../wire.js';
import { timeOfChange, writeChange } from './change.js';
import { Lane } from './lane.js';
import { readByLongPoll } from './long-poll.js';
import { readByPoll } from './poll.js';
import { Publisher } from './publisher.js';
import { Said } from './said.js';
import { readByStream } from './stream.js';
import { Beat, Interval, rest, within } from './time.js';
import { Traffic } from './traffic.js';
import { readByWebSocket } from './websocket.js';

const KINDS = [
  { name: 'websocket', read: readByWebSocket },
  { name: 'sse', read: readByStream, holds: true },
  { name: 'long-poll', read: readByLongPoll, holds: true },
  { name: 'poll', read: readByPoll },
];
const ASK_MS = 10000;
/** The start waits so long for lanes that are slow to open. */
const OPEN_MS = 4000;
/** After a pause or a stroke: so long the lanes may take to bring the rest, and one interval of polling. */
const DRAIN_MS = 3000;
const DRAIN_LOOK_MS = 100;
/** Who draws, draws on. */
const LINGER_MS = 10000;
const SETTLED = new Set(['live', 'waiting', 'refused']);

export class Race {
  lanes;
  traffic;
  interval = new Interval(1);
  published = 0;
  refused = 0;
  /** Not even tried: the publisher was busy, or had no connection. */
  skipped = 0;
  /** The newest refusal: {code, message}. */
  why;
  /** Why it cannot begin: a failure as in lib/fallback.js; undefined where it can. */
  silence;
  /** 'websocket' or 'post' */
  by;
  #on;
  #rate = 2;
  #publisher;
  #route;
  #beat = new Beat(() => this.#probe());
  #requests;
  #abort;
  #opened;
  #racing = false;
  #drawing = false;
  #number = 0;
  #said = new Said();
  #first = 0;
  #untimed = 0;
  #draining;

  /** on: {state(), lane(lane), change(lane, change)}: probes, strokes and all else that was said here */
  constructor(on) {
    this.#on = on;
    const channel = randomId();
    const labelled = (traffic) => () => ({ traffic });
    const route = (label) =>
      feedRoute('broadcast', channel, { socket: labelled(label), read: labelled(label), post: labelled(label) });
    this.#route = feedRoute('broadcast', channel);
    this.traffic = new Traffic(channel);
    this.#publisher = new Publisher(route('publish'), {
      by: (way) => (this.by = way),
      refused: (why) => {
        this.refused += 1;
        this.why = why;
        // a server that said no has not published it; without an answer nobody knows
        this.published = Math.max(0, this.published - (why.code ? 1 : 0));
      },
    });
    this.lanes = KINDS.map(
      (kind) =>
        new Lane(
          { ...kind, route: route(kind.name), interval: this.interval, requests: () => this.#requests },
          { change: (lane, change) => this.#arrived(lane, change), state: (lane) => this.#on.lane(lane) },
        ),
    );
  }

  /**
   * 'off' (before the first start), 'opening', 'racing', 'settling' (no more probes, the lanes bring the rest), 'open' (the same, but
   * somebody draws) or 'paused'.
   */
  get state() {
    if (!this.#abort) {
      return this.#number > 0 ? 'paused' : 'off';
    }
    if (this.#racing) {
      return this.#beat.running ? 'racing' : 'opening';
    }
    return this.#drawing ? 'open' : 'settling';
  }

  get racing() {
    return this.#racing;
  }

  /** Changes a second. */
  set rate(timesASecond) {
    this.#rate = timesASecond;
    if (this.#beat.running) {
      this.#beat.start(timesASecond);
    }
  }

  /** Seconds from one poll to the next. */
  set every(seconds) {
    this.interval.seconds = seconds;
  }

  async start() {
    this.#racing = true;
    const opened = this.#open();
    this.#on.state();
    await opened;
    // meanwhile it may have been paused, and started again
    if (this.#racing && this.#opened === opened && !this.#beat.running) {
      this.#beat.start(this.#rate);
      this.#on.state();
    }
  }

  /** No more probes. The lanes bring what is on its way, and then hold no connection. */
  pause() {
    this.#racing = false;
    this.#drawing = false;
    this.#beat.stop();
    if (this.#abort) {
      this.#drain(0);
    }
    this.#on.state();
  }

  /** All figures begin again; what is on its way belongs to the past. */
  reset() {
    this.#first = this.#number;
    this.published = 0;
    this.refused = 0;
    this.skipped = 0;
    this.why = undefined;
    this.lanes.forEach(({ figures }) => figures.clear());
    this.traffic.clear();
    this.askBytes();
    this.#on.state();
  }

  /** Publishes something besides the probes, e.g. a stroke; the lanes open for it, and a while after the last one they close. */
  async publish(what) {
    const opened = this.#open();
    if (!this.#racing && !this.#drawing) {
      this.#drawing = true;
      this.#on.state();
    }
    await opened;
    if (!this.#racing) {
      this.#drain(LINGER_MS);
    }
    return this.#say(what);
  }

  /** The bytes as the server tells them now. */
  async askBytes() {
    if (this.#abort) {
      await this.traffic.ask(this.#abort.signal);
    }
  }

  #probe() {
    this.#say('probe');
  }

  /** When it was said, or undefined. */
  #say(what) {
    const at = timeOfChange();
    if (!this.#abort || !this.#publisher.publish(writeChange(this.#number + 1, at, what))) {
      this.skipped += 1;
      return undefined;
    }
    this.#number += 1;
    this.#said.say(this.#number, at);
    this.published += 1;
    return at;
  }

  /** Whether it was one of ours. */
  #arrived(lane, change) {
    if (!this.#said.comes(change, this.lanes.indexOf(lane))) {
      return false;
    }
    if (change.number > this.#first) {
      lane.figures.arrived += 1;
      if (change.number > this.#untimed) {
        lane.figures.took(Math.max(0, performance.now() - change.at));
      }
    }
    // the figures begin again with a reset, a drawing does not
    this.#on.change(lane, change);
    return true;
  }

  /** Resolves when the lanes are open, or as good as it gets. */
  #open() {
    this.#draining?.abort();
    if (!this.#abort) {
      this.#abort = new AbortController();
      this.#opened = this.#connect(this.#abort.signal);
      this.#on.state();
    }
    return this.#opened;
  }

  async #connect(signal) {
    await this.#learn(signal);
    this.#tellSilence(signal);
    await this.traffic.ask(signal);
    if (signal.aborted) {
      return;
    }
    this.lanes.forEach((lane) => lane.start());
    const latest = performance.now() + OPEN_MS;
    await this.#publisher.start();
    while (!signal.aborted && performance.now() < latest && !this.lanes.every(({ state }) => SETTLED.has(state.state))) {
      await rest(20, signal);
    }
    this.#on.state();
  }

  #tellSilence(signal, failure) {
    if (!signal.aborted) {
      this.silence = failure;
      this.#on.state();
    }
  }

  /** Where all lanes begin, and what the requests of this browser look like. */
  async #learn(signal) {
    for (let failures = 0; !signal.aborted && !(this.#requests && this.lanes[0].cursor); failures++) {
      try {
        const { cursor } = await within(ASK_MS, signal, (soon) => getFrame(this.#route.read(), soon));
        this.lanes.forEach((lane) => (lane.cursor = cursor));
        const told = await within(ASK_MS, signal, (soon) => get(httpAddress('api/handshake'), { accept: 'application/json', signal: soon }));
        this.#requests = new Requests((await told.json()).request, told.headers);
      } catch (error) {
        this.#tellSilence(signal, failureOfError(error));
        await rest(backoff(failures), signal, [window, 'online']);
      }
    }
  }

  /** Closes when all has come, or will not come any more; not before so many ms. */
  async #drain(least) {
    this.#draining?.abort();
    this.#draining = new AbortController();
    const { signal } = this.#draining;
    const begun = performance.now();
    for (;;) {
      const passed = performance.now() - begun;
      const done = this.lanes.every((lane) => lane.newest >= this.#number || lane.state.state !== 'live');
      if (passed >= least && (done || passed >= least + DRAIN_MS + this.interval.millis)) {
        break;
      }
      await rest(DRAIN_LOOK_MS, signal);
      if (signal.aborted) {
        return;
      }
    }
    await this.askBytes();
    if (!signal.aborted) {
      this.#close();
    }
  }

  #close() {
    this.#abort?.abort();
    this.#abort = undefined;
    this.#drawing = false;
    this.silence = undefined;
    this.#publisher.stop();
    this.traffic.rest();
    this.lanes.forEach((lane) => lane.stop());
    // what still comes after the pause was not on its way for so long
    this.#untimed = this.#number;
    this.#on.state();
  }
}
