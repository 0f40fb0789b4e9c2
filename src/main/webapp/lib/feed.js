// A feed: connects by the best transport that works, reconnects, resumes from its cursor, and looks for a better transport now and
// then. It never queues while it is not live: what cannot be sent now is not sent. It never says that it is live where nothing has
// come for longer than the server promised.

import { backoff } from './backoff.js';
import { ServerClock } from './clock.js';
import { Fallback } from './fallback.js';
import { since, witness } from './moment.js';
import { PageLife } from './page-life.js';
import { Scout } from './scout.js';
import { Line } from './transports/line.js';
import { Voice } from './voice.js';

const STEADY_MS = 5000;
/** The page is going, and with it this feed. No state that anybody is told. */
const LEFT = 'left';
const BUFFERED_BYTES = 1 << 20;

/**
 * States, given to on.state: {state: 'connecting'}, {state: 'live', transport} (again when the transport changes), {state:
 * 'retrying', seconds, code, reason, problem} each second, {state: 'off'} (closed by us), {state: 'ended', code, reason, problem}: the
 * server does not want us back. All but live carry lastHeard, and silent where the line was given up because nothing came any more.
 */
export class Feed {
  #route;
  #on;
  #fallback = new Fallback();
  #voice;
  #scout;
  #life;
  #line = null;
  #state = 'off';
  #cursor;
  #attempt = 0;
  #heard;
  #silent = false;
  /** What it was live by; it may have ended since. */
  #livedBy;
  #timer;
  #steady;
  /** The server's, as its frames tell. */
  clock = new ServerClock();

  /**
   * route: as feedRoute() makes it. Besides, what is said over HTTP where there is no session: hello() once, to be met as who we
   * are; beat(): that we are still there; bye(): that we go. Each gives a list of messages.
   * on: {frame(frame), you({id or name, secret}), secret(our own, over HTTP), error({code, message, ref, now, of}), state(state)}
   */
  constructor(route, on, secret) {
    this.#route = route;
    this.#on = on;
    const told = { you: (you) => on.you?.(you), secret: (own) => on.secret?.(own), refused: (error) => this.#refused(error) };
    this.#voice = new Voice(route, told, secret, () => this.#overHttp());
    this.#scout = new Scout(this.#fallback, {
      line: () => this.#line,
      open: (name) => this.#open(name),
      takeOver: (probe, frame) => this.#takeOver(probe, frame),
      dead: (failure) => this.#closed(this.#line, { ...failure, silent: true }),
    });
    this.#life = new PageLife({
      woke: () => this.#woke(),
      shown: () => this.#state === 'retrying' && this.open(),
      leaves: () => this.#leavePage(),
      returns: () => this.#state !== 'ended' && this.open(),
    });
  }

  get live() {
    return this.#state === 'live';
  }

  /** When the server last said anything, as performance.now(); undefined: never. */
  get lastHeard() {
    const heard = this.#heardLast();
    return heard && performance.now() - since(heard);
  }

  /** Whether something still waits in the browser: bytes, or messages. */
  get buffered() {
    return this.#overHttp() ? this.#voice.waiting : (this.#line?.buffered ?? 0);
  }

  /** Connects now, whatever was going on. */
  open() {
    this.#life.start();
    this.#drop();
    this.#enter({ state: 'connecting' });
    this.#begin(this.#fallback.restart());
  }

  /** Connects now, and is told everything again. */
  renew() {
    this.#cursor = undefined;
    this.open();
  }

  /** Ends it from our side, with a last word; open() resumes. */
  close() {
    const bye = this.#bye();
    if (this.live && !this.#overHttp()) {
      bye.forEach((item) => this.#line.send(item));
    }
    this.#voice.close(this.#byHttp() ? bye : []);
    this.#life.stop();
    this.#livedBy = undefined;
    this.#silent = false;
    this.#drop();
    this.#enter({ state: 'off' });
  }

  /** Comes back as somebody new. */
  forget() {
    this.#voice.forget();
    this.#drop();
    this.#retry({ code: 1006, floor: 0 });
  }

  /**
   * Promises 'sent'; 'closed' or 'busy' where nothing was sent; over HTTP also 'refused' (on.error was told why), 'unknown' (no
   * answer came; it may have arrived) or 'overtaken' (a newer position of the same id went instead).
   */
  send(item) {
    if (!this.live) {
      return Promise.resolve('closed');
    }
    if (this.#overHttp()) {
      return this.#voice.say(item);
    }
    if (this.buffered > BUFFERED_BYTES) {
      return Promise.resolve('busy');
    }
    return Promise.resolve(this.#line.send(item) ? 'sent' : 'closed');
  }

  /** A socket that is being opened in place of a lower transport is none yet. */
  #overHttp() {
    return this.live && !(this.#line?.isSocket && this.#line.lived);
  }

  #heardLast() {
    return this.#line?.lived ? this.#line.heardLast : this.#heard;
  }

  /** What it was last live by, whatever has become of it: browsers end requests before they say that the page goes. */
  #byHttp() {
    return this.#livedBy !== undefined && this.#livedBy !== 'websocket';
  }

  #refused(error) {
    this.clock.heard(error.now);
    this.#on.error?.(error);
  }

  #begin(name) {
    this.#line = this.#open(name);
  }

  #open(name) {
    return new Line(name, this.#route, { since: this.#cursor, secret: this.#voice.secret }, {
      frame: (line, frame, first) => (this.#scout.isProbe(line) ? this.#scout.found(frame) : this.#receive(line, frame, first)),
      error: (line, error) => line === this.#line && this.#refused(error),
      alive: (line) => line === this.#line && this.#alive(),
      closed: (line, failure) => (this.#scout.isProbe(line) ? this.#scout.failed(failure) : this.#closed(line, failure)),
    });
  }

  #alive() {
    this.#voice.alive();
    this.#scout.alive();
  }

  #receive(line, frame, first) {
    this.clock.heard(frame.now);
    witness(frame.now);
    if (frame.you) {
      this.#voice.meet(frame.you);
    }
    this.#on.frame?.(frame);
    this.#cursor = frame.cursor;
    // whoever got the frame may have closed us
    if (first && line === this.#line) {
      this.#nowLive(line.name);
    }
  }

  #nowLive(transport) {
    this.#livedBy = transport;
    this.#silent = false;
    this.#fallback.works(transport);
    clearTimeout(this.#steady);
    // a server that opens and closes at once is not met at full speed
    this.#steady = setTimeout(() => {
      this.#attempt = 0;
      this.#fallback.steady(transport);
    }, STEADY_MS);
    this.#enter({ state: 'live', transport });
    if (this.#overHttp()) {
      this.#scout.lookLater();
      this.#voice.start();
    } else {
      this.#voice.stop();
      this.#fallback.lookSoon();
    }
  }

  #closed(line, failure) {
    if (line !== this.#line) {
      return;
    }
    this.#silent ||= Boolean(failure.silent);
    const worked = line.lived && !failure.skipped && !failure.unproven;
    const verdict = worked ? this.#fallback.dropped(line.name, failure) : this.#fallback.failed(line.name, failure);
    if (verdict.next) {
      this.#leaveLive();
      this.#begin(verdict.next);
      return;
    }
    this.#drop();
    if (verdict.end) {
      this.#enter({ state: 'ended', ...said(failure) });
    } else {
      this.#retry(verdict.retry ?? failure, verdict.from);
    }
  }

  /** From what took its place, a better transport fell back again: no longer live, until another one is. */
  #leaveLive() {
    if (this.live) {
      this.#drop();
      this.#enter({ state: 'connecting' });
    }
  }

  #retry(failure, from) {
    const until = performance.now() + backoff(this.#attempt++, failure.floor);
    const tick = () => {
      const left = until - performance.now();
      if (left <= 0) {
        const best = this.#fallback.restart();
        this.#enter({ state: 'connecting' });
        this.#begin(from ?? best);
        return;
      }
      // first, for whoever is told may close us
      this.#timer = setTimeout(tick, Math.min(left, left % 1000 || 1000));
      this.#enter({ state: 'retrying', seconds: Math.ceil(left / 1000), ...said(failure) });
    };
    tick();
  }

  /** Something happened that kills connections silently, or brings the network back. */
  #woke() {
    this.clock.reset();
    if (this.#state === 'retrying') {
      this.open();
    } else if (this.live && this.#line.lived) {
      this.#fallback.lookSoon();
      this.#scout.doubt(this.#line);
    }
  }

  /** A better transport works. If the other one has read on since it began, it begins again, alone: no hole, no repeats. */
  #takeOver(better, frame) {
    this.#line.close();
    if (better.since === this.#cursor) {
      this.#line = better;
      this.#receive(better, frame, true);
    } else {
      better.close();
      this.#begin(better.name);
    }
  }

  #bye() {
    return this.#route.bye?.() ?? [];
  }

  /** Nothing may be said after the last word; a page that the browser brings back opens again. */
  #leavePage() {
    if (this.#byHttp()) {
      const bye = this.#bye();
      if (bye.length > 0) {
        this.#voice.sayLast(bye);
      }
      this.#drop();
      this.#state = LEFT;
    }
  }

  #drop() {
    this.#heard = this.#heardLast();
    clearTimeout(this.#timer);
    clearTimeout(this.#steady);
    this.#scout.stop();
    this.#voice.stop();
    this.#line?.close();
    this.#line = null;
  }

  #enter(state) {
    this.#state = state.state;
    this.#on.state?.(this.live ? state : { ...state, lastHeard: this.lastHeard, ...(this.#silent ? { silent: true } : {}) });
  }
}

/** What a failure says to people. */
function said({ code, reason, problem }) {
  return { code, reason, ...(problem === undefined ? {} : { problem }) };
}
