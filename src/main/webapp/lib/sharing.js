// Sharing on the page: its buttons, and two sentences. One says what the others have of us, the other what the device says, or that
// it is a simulated walk. No position leaves before somebody has agreed to it, in this room.

import { localAddress } from './address.js';
import { Agreement } from './agreement.js';
import { announce } from './announce.js';
import { mistakeOf } from './fix.js';
import { formatAccuracy, formatAge, formatDuration } from './format.js';
import { say, t, tell } from './language.js';
import { lowPower } from './low-power.js';
import { moment, since } from './moment.js';
import { ownWords } from './own-server.js';
import { obstacle, PositionWatch } from './position.js';
import { Reporter } from './reporter.js';
import { session } from './storage.js';
import { Term } from './term.js';
import { keepScreenOn } from './wake-lock.js';
import { Walk } from './walk.js';
import { whyOf } from './why.js';

/** The room in which this tab shall not ask by itself. */
const STOPPED = 'echolocate.stopped';

/** The words for a status of Reporter: [key, values]. */
export function wordsOf({ state, why, ago }) {
  if (state === 'waiting') {
    return ['shared.waiting'];
  }
  const age = () => formatAge(ago);
  if (state === 'shared') {
    return ['shared.yes', { age }];
  }
  const reason = typeof why === 'string' ? () => t(`shared.why.${why}`) : whyOf(why);
  return [ago === undefined ? 'shared.no' : 'shared.noMore', { why: reason, age }];
}

export class Sharing {
  #parts;
  #on;
  #agreement = new Agreement();
  #reporter;
  #feed;
  #term;
  /** Whether the browser's question is enough in this room. */
  #asksAtOnce = false;
  #room;
  #watch;
  #walk;
  #away;
  #wasAway;

  /**
   * parts: elements {share, walk, shared, words, note, until, more}; on: {badName({name, instead}, or undefined), ask(isOver): somebody is to
   * be asked, whose answer is agree() or look(); answered(): no more; near(): as Walk's}
   */
  constructor(parts, name, on) {
    this.#parts = parts;
    this.#on = on;
    this.#reporter = new Reporter(name, {
      acknowledged: (item) => this.#acknowledged(item),
      over: () => this.#over(),
    });
    this.#term = new Term(parts.until, parts.more, () => this.#extend());
    const state = (name) => this.#show(name);
    this.#watch = new PositionWatch({
      fix: (fix) => this.#take(fix),
      state,
      granted: () => this.active || !this.#agreement.holds || this.#watch.start(),
    });
    this.#walk = new Walk({ fix: (fix) => this.#stroll(fix), state, near: on.near });
    parts.share.addEventListener('click', () => (this.#watch.active ? this.#stop() : this.#want()));
    parts.walk.addEventListener('click', () => (this.#walk.active ? this.#stop() : this.#begin(this.#walk)));
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#hidden() : this.#shown()));
    document.addEventListener('freeze', () => this.#pause());
    addEventListener('pagehide', ({ persisted }) => persisted && this.#pause());
    addEventListener('pageshow', ({ persisted }) => persisted && this.#shown());
  }

  get active() {
    return this.#watch.active || this.#walk.active;
  }

  /** The last position, for where it has to be repeated; undefined where the others see none. */
  get shown() {
    return this.#reporter.shown;
  }

  /** What says that we leave, where the others see us. */
  get leaving() {
    return this.#reporter.leave;
  }

  /**
   * Into a room, from none or from another one: what was agreed to there goes on.
   * asksAtOnce: a promise of whether the browser's question is enough there.
   */
  async enter(room, asksAtOnce) {
    this.#room = room;
    this.#asksAtOnce = false;
    const agreed = this.#agreement.enter(room);
    if (!this.active && Walk.kept) {
      this.#walk.start();
    } else if (!agreed && this.#watch.active) {
      this.#reporter.stop();
      this.#watch.stop();
    }
    if (this.#walk.active) {
      return;
    }
    if (agreed) {
      this.#share();
      return;
    }
    this.#show('off');
    const atOnce = await asksAtOnce;
    if (this.#room !== room || this.#agreement.holds || this.active) {
      return;
    }
    this.#asksAtOnce = atOnce;
    if (session.get(STOPPED) !== room) {
      this.#want();
    }
  }

  /** minutes: or undefined, until it is stopped. */
  agree(minutes) {
    this.#agreement.agree(minutes, this.#feed?.live ? this.#feed.clock : undefined);
    this.#share();
  }

  /** Not now: the button is there. */
  look() {
    session.set(STOPPED, this.#room);
    this.#on.answered();
  }

  /** Another room's feed, or the first one; undefined: none for now. */
  set feed(feed) {
    this.#feed = feed;
    this.#reporter.feed = feed;
    this.#showShared();
  }

  /** What the server knows us by. */
  set id(id) {
    this.#reporter.id = id;
  }

  /** A state of the feed. */
  set line(state) {
    if (state.state === 'live' && this.#watch.active) {
      this.#agreement.settle(this.#feed.clock);
      this.#reporter.until = this.#agreement.until;
    }
    this.#reporter.line = state;
    this.#showShared();
  }

  /** A frame of the feed. */
  heard(frame) {
    this.#reporter.heard(frame);
  }

  /** The server refused something; true where that is said here. */
  refused(error) {
    const ours = this.#reporter.refused(error);
    this.#showShared();
    this.#on.badName(this.#reporter.badName);
    return ours;
  }

  /** Another name, or '' for none. */
  rename(name) {
    this.#reporter.rename(name);
    this.#on.badName(this.#reporter.badName);
  }

  /** The device is asked anew, as exactly as is wanted now. */
  renew() {
    this.#watch.renew();
    this.tick();
  }

  /** A second has gone. */
  tick() {
    this.#reporter.tick();
    this.#term.show(this.#reporter.until, this.#feed?.clock.now());
    this.#showShared();
    keepScreenOn(this.active && !lowPower());
  }

  /** Somebody wants to share: what keeps it from working is said, else what is still to be agreed to is asked. */
  #want() {
    const wrong = obstacle();
    if (wrong) {
      this.#show(wrong);
    } else if (this.#asksAtOnce) {
      this.#agreement.agreeNow();
      this.#share();
    } else {
      this.#on.ask(false);
    }
  }

  #share() {
    this.#begin(this.#watch);
    this.#reporter.until = this.#agreement.until;
  }

  /** One or the other: what the device says, or a walk from where one was last. */
  #begin(source) {
    const from = this.#reporter.fix;
    session.remove(STOPPED);
    this.#on.answered();
    if (this.active) {
      (this.#walk.active ? this.#walk : this.#watch).stop();
      // another trail: nobody walks from the one place to the other
      this.#reporter.stop();
    }
    source.start(from);
  }

  #stop() {
    session.set(STOPPED, this.#room);
    this.#agreement.withdraw();
    this.#leave();
    (this.#walk.active ? this.#walk : this.#watch).stop();
  }

  #over() {
    this.#agreement.over();
    this.#away = undefined;
    this.#wasAway = undefined;
    this.#watch.stop();
    this.#on.ask(true);
  }

  #extend() {
    if (this.#feed && this.#reporter.until) {
      this.#agreement.extend(this.#feed.clock);
      this.#reporter.until = this.#agreement.until;
      this.tick();
    }
  }

  #leave() {
    this.#away = undefined;
    this.#wasAway = undefined;
    this.#reporter.stop();
  }

  #take(fix) {
    const mistake = mistakeOf(fix, lowPower() ? undefined : this.#reporter.fix, this.#reporter.age);
    if (!mistake) {
      this.#reporter.take(fix);
    }
    this.#show(mistake ?? (fix.accuracy === undefined ? 'watching' : 'accurate'), fix);
  }

  #stroll(fix) {
    this.#reporter.take(fix);
    this.#show('walking');
  }

  #acknowledged({ paused }) {
    if (this.#wasAway !== undefined && !paused) {
      const time = formatDuration(this.#wasAway);
      this.#wasAway = undefined;
      tell(this.#parts.note, 'position.wasAway', { time });
      announce('note', () => this.#parts.note.textContent);
    }
    this.#showShared();
    this.#on.badName(this.#reporter.badName);
  }

  /** A hidden page is told no position. A simulated walk goes on until the page is frozen. */
  #hidden() {
    if (this.#watch.active) {
      this.#pause();
    }
  }

  #pause() {
    if (this.active && this.#reporter.fix) {
      this.#away ??= moment();
      this.#reporter.paused = true;
    }
  }

  /** Who stands still may be told nothing for long: the last fix is said again. */
  #shown() {
    if (this.#away) {
      this.#wasAway = since(this.#away);
      this.#away = undefined;
      this.#reporter.paused = false;
    }
    this.#showShared();
  }

  #show(name, { accuracy } = {}) {
    if (name === 'denied') {
      this.#leave();
    }
    const { words, share, walk } = this.#parts;
    const changed = words.dataset.state !== name;
    words.dataset.state = name;
    const key = `position.${name}`;
    const values = { accuracy: formatAccuracy(accuracy ?? 0), local: localAddress() };
    say(words, key, values);
    const watching = this.#watch.active || name === 'asking';
    say(share, watching ? 'tracker.stop' : 'tracker.share');
    share.dataset.sharing = watching;
    say(walk, this.#walk.active ? 'tracker.walk.stop' : 'tracker.walk');
    walk.dataset.sharing = this.#walk.active;
    if (changed) {
      announce('position', () => t(key, values));
    }
    if (name === 'insecure') {
      this.#advise(key, values);
    }
    this.tick();
  }

  async #advise(key, values) {
    const better = await ownWords(key);
    if (this.#parts.words.dataset.state === 'insecure') {
      say(this.#parts.words, better, values);
    }
  }

  /** The age changes each second; aloud is only what is new. */
  #showShared() {
    const { shared } = this.#parts;
    const status = this.#reporter.status;
    const said = status && wordsOf(status);
    tell(shared, ...(said ?? []));
    const kind = status ? `${status.state} ${status.why?.code ?? status.why ?? ''}`.trim() : 'off';
    if (shared.dataset.kind !== kind) {
      shared.dataset.kind = kind;
      shared.dataset.state = status?.state ?? 'off';
      if (said && status.state !== 'waiting') {
        announce('shared', () => t(...said));
      }
    }
  }
}
