// Tells a room where one is: the newest fix, now or not at all. And knows what became of it: shared is what was acknowledged, because
// one's own entry came back in the feed, or the POST was answered. No DOM.

import { moment, since } from './moment.js';
import { keyOf } from './people.js';
import { Vain } from './vain.js';

const AGAIN_MS = 500;
/** A line over which no answer came for so long does not count as one. */
const ANSWER_MS = 10000;
/** Outcomes after which a position, if it is still the newest, is worth another try. */
const AGAIN = new Set(['busy', 'unknown']);
/** What we take for the server's time may be behind it by so much: the frames that tell it were on their way. */
const BEHIND_MS = 2000;

export class Reporter {
  #on;
  #feed;
  #line = 'connecting';
  #transport;
  #everLive = false;
  #id;
  #name;
  /** The last name that was taken, and those that the server does not allow. */
  #goodName = '';
  #badNames = new Set();
  #fix;
  #paused = false;
  /** What is still to be said: that one is where the fix says, and before it that one has left. */
  #due = false;
  #leaving = false;
  /** Whether a goodbye is on its way. */
  #parting = false;
  #later;
  /** When it is to end, in epoch ms of the server's clock; undefined: no such time. */
  #until;
  /** The newest time that was said; each later word is newer: the server takes nothing else. */
  #newest = 0;
  #said;
  /** What was said and not answered yet: {from, upTo}, times that were said, and since when. */
  #awaited;
  #taken;
  #refusal;
  #vain = new Vain();

  /** on: {acknowledged({paused?}): the others have that word of us; over(): the time has come that was set} */
  constructor(name, on = {}) {
    this.#name = name;
    this.#on = on;
  }

  /** A fix as it was last taken, or undefined. */
  get fix() {
    return this.#fix;
  }

  /** How long ago it came, in ms. */
  get age() {
    return this.#fix ? since(this.#fix.heard) : Infinity;
  }

  /** The last position, for where it has to be repeated; undefined where the others see none. */
  get shown() {
    return this.#said && this.#fix ? this.#said : undefined;
  }

  /** What says that we leave, where the others see us, or nobody has answered yet that they don't. */
  get leave() {
    return this.#said || this.#leaving ? { id: this.#id, left: true } : undefined;
  }

  /**
   * What the others have of us: undefined where there is nothing to be had; or {state: 'waiting'}, {state: 'shared', ago} or {state: 'unshared',
   * why, ago}. ago: ms since it was last acknowledged, or undefined; why: 'line', 'ended', 'answer', or the error {code, message}.
   */
  get status() {
    if (!this.#fix) {
      return undefined;
    }
    const ago = this.#taken && since(this.#taken.when);
    const why = this.#why();
    if (why) {
      return { state: 'unshared', why, ago };
    }
    return ago === undefined ? { state: 'waiting' } : { state: 'shared', ago };
  }

  /** The name that the server does not allow: {name, instead}; instead: what the others read, '' for none. Or undefined. */
  get badName() {
    return this.#badNames.has(this.#name) ? { name: this.#name, instead: this.#goodName } : undefined;
  }

  /** Another room's feed, or the first one; undefined: none for now. */
  set feed(feed) {
    this.#feed = feed;
    this.#line = 'connecting';
    this.#everLive = false;
    this.#leaving = false;
    this.#parting = false;
    this.#id = undefined;
    this.#forget();
  }

  /** What the server knows us by. */
  set id(id) {
    if (this.#id !== id) {
      this.#forget();
      this.#id = id;
      this.#flush();
    }
  }

  /** A state of the feed. Live (again): the server may know nothing of us, or has waited in vain for the end of a pause. */
  set line({ state, transport }) {
    this.#line = state;
    this.#transport = transport;
    this.#awaited = undefined;
    if (state === 'live') {
      this.#everLive = true;
      this.#refusal = undefined;
      this.#vain.clear();
      this.#again();
    }
  }

  /** A fix {lat, lon, accuracy?, …}: newer than the one before, whatever a clock says. Who moves does not pause. */
  take(fix) {
    this.#fix = { ...fix, heard: moment() };
    this.#paused = false;
    this.#again();
  }

  /** Another name, or '' for none. */
  rename(name) {
    if (name !== this.#name) {
      this.#name = name;
      this.#vain.clear();
      this.#again();
    }
  }

  get until() {
    return this.#until;
  }

  /** Epoch ms of the server's clock, or undefined: the server ends it then, and so do we. */
  set until(until) {
    if (until !== this.#until) {
      this.#until = until;
      this.#again();
    }
  }

  /** A second has gone. */
  tick() {
    if (this.#feed && this.#until <= this.#feed.clock.now()) {
      this.#end();
    }
  }

  get paused() {
    return this.#paused;
  }

  /** Nothing will be known for a while; or that is over. */
  set paused(paused) {
    if (this.#fix && paused !== this.#paused) {
      this.#paused = paused;
      this.#again();
    }
  }

  /** Nobody is to see us any more. What comes after it begins anew. */
  stop() {
    this.#leaving ||= this.#said !== undefined;
    this.#quit();
    this.#flush();
  }

  /** A server that knows the time ends it itself, and reserves the id; a former one is told that one leaves. */
  #end() {
    this.#leaving ||= this.#said !== undefined && this.#taken !== undefined && !this.#taken.ends;
    this.#quit();
    this.#flush();
    this.#on.over?.();
  }

  #quit() {
    this.#fix = undefined;
    this.#until = undefined;
    this.#paused = false;
    this.#forget();
  }

  get #isOver() {
    return this.#feed.clock.now() + BEHIND_MS >= this.#until;
  }

  /** A frame of the feed. */
  heard({ items }) {
    for (const item of items) {
      if (this.#id !== undefined && keyOf(item.id) === keyOf(this.#id)) {
        if (item.left) {
          this.#missed();
        } else {
          this.#answered(item);
        }
      }
    }
  }

  /** The server refused something; true where that was ours. */
  refused(error) {
    if (!this.#fix) {
      return false;
    }
    this.#refusal = error;
    this.#awaited = undefined;
    this.#vain.refused(error);
    if (error.code === 'bad_name' && this.#said?.name) {
      this.#badNames.add(this.#said.name);
      this.#again();
    } else if (error.code === 'bad_until' && this.#isOver) {
      this.#end();
    } else if (error.code === 'bad_at') {
      // what was learnt of the server's clock is wrong: it was set back
      this.#feed.clock.reset();
      this.#feed.clock.heard(error.now);
      this.#newest = 0;
    }
    return true;
  }

  #why() {
    if (this.#line === 'ended') {
      return this.#refusal ?? 'ended';
    }
    if (this.#line !== 'live') {
      return this.#everLive || this.#line === 'retrying' ? 'line' : undefined;
    }
    if (this.#refusal) {
      return this.#refusal;
    }
    return this.#awaited && since(this.#awaited.when) >= ANSWER_MS ? 'answer' : undefined;
  }

  /** Whoever knew us does not count any more. */
  #forget() {
    this.#said = undefined;
    this.#awaited = undefined;
    this.#taken = undefined;
    this.#refusal = undefined;
    this.#vain.clear();
    this.#due = this.#fix !== undefined;
  }

  #again() {
    this.#due = this.#fix !== undefined;
    this.#flush();
  }

  /** Only what the network takes now: a position that waited behind another one is a wrong position. */
  #flush() {
    clearTimeout(this.#later);
    if (!this.#feed?.live || this.#id === undefined || this.#parting) {
      return;
    }
    if (this.#leaving) {
      this.#part();
    } else if (this.#due) {
      const rest = this.#feed.buffered > 0 ? AGAIN_MS : this.#vain.rest;
      if (rest > 0) {
        this.#later = setTimeout(() => this.#flush(), rest);
      } else {
        this.#say();
      }
    }
  }

  #say() {
    const { heard, ...place } = this.#fix;
    this.#newest = Math.max(Math.round(this.#feed.clock.now() - since(heard)), this.#newest + 1);
    const name = this.#badNames.has(this.#name) ? this.#goodName : this.#name;
    const item = { id: this.#id, ...(name && { name }), ...place, at: this.#newest, ...(this.#until && { until: this.#until }), ...(this.#paused && { paused: true }) };
    this.#due = false;
    this.#said = item;
    this.#awaited = { from: item.at, when: moment(), ...this.#awaited, upTo: item.at };
    const posted = this.#transport !== 'websocket';
    this.#feed.send(item).then((outcome) => this.#wentOut(outcome, item, posted));
  }

  /** What a socket takes may still be lost; a POST that was answered is not. */
  #wentOut(outcome, item, posted) {
    if (outcome === 'sent' && posted) {
      this.#answered(item);
    } else if (AGAIN.has(outcome) && this.#said === item) {
      this.#due = true;
      this.#later = setTimeout(() => this.#flush(), AGAIN_MS);
    }
  }

  #answered(item) {
    const { at, name, until } = item;
    if (!this.#awaited || at < this.#awaited.from) {
      return;
    }
    const { upTo } = this.#awaited;
    this.#taken = { when: moment(), ends: until !== undefined };
    this.#awaited = at < upTo ? { from: at + 1, upTo, when: moment() } : undefined;
    this.#refusal = undefined;
    this.#vain.clear();
    this.#goodName = name ?? '';
    this.#on.acknowledged?.(item);
  }

  /** The others see us no more, though nobody said that we go: our life was over there. */
  #missed() {
    if (this.#said && this.#isOver) {
      this.#end();
    } else if (this.#said) {
      this.#again();
    }
  }

  /** First the goodbye, then what is new: a person who comes back has come anew. */
  #part() {
    const feed = this.#feed;
    this.#parting = true;
    feed.send({ id: this.#id, left: true }).then((outcome) => {
      if (feed !== this.#feed) {
        return;
      }
      this.#parting = false;
      if (outcome === 'sent' || outcome === 'refused') {
        this.#leaving = false;
        this.#flush();
      } else if (AGAIN.has(outcome)) {
        this.#later = setTimeout(() => this.#flush(), AGAIN_MS);
      }
    });
  }
}
