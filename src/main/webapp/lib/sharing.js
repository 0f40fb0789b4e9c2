// Sharing on the page: its buttons, and two sentences. One says what the others have of us, the other what the device says, or that
// it is a simulated walk.

import { localAddress } from './address.js';
import { announce } from './announce.js';
import { mistakeOf } from './fix.js';
import { formatAccuracy, formatAge, formatDuration } from './format.js';
import { say, t, tell } from './language.js';
import { moment, since } from './moment.js';
import { ownWords } from './own-server.js';
import { PositionWatch } from './position.js';
import { Reporter } from './reporter.js';
import { session } from './storage.js';
import { keepScreenOn } from './wake-lock.js';
import { Walk } from './walk.js';
import { whyOf } from './why.js';

const STOPPED = 'echolocate.sharing';

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
  #reporter;
  #watch;
  #walk;
  #away;
  #wasAway;

  /** parts: elements {share, walk, shared, words, note}; on: {badName({name, instead}, or undefined)} */
  constructor(parts, name, on) {
    this.#parts = parts;
    this.#on = on;
    this.#reporter = new Reporter(name, (item) => this.#acknowledged(item));
    const state = (name) => this.#show(name);
    this.#watch = new PositionWatch({
      fix: (fix) => this.#take(fix),
      state,
      granted: () => this.active || session.get(STOPPED) || this.#watch.start(),
    });
    this.#walk = new Walk({ fix: (fix) => this.#stroll(fix), state });
    parts.share.addEventListener('click', () => (this.#watch.active ? this.#stop() : this.#begin(this.#watch)));
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

  /** At the page's start: at once, unless somebody stopped it before a reload. */
  begin() {
    if (Walk.kept) {
      this.#walk.start();
    } else if (session.get(STOPPED)) {
      this.#show('off');
    } else {
      this.#watch.start();
    }
  }

  /** Another room's feed, or the first one; undefined: none for now. */
  set feed(feed) {
    this.#reporter.feed = feed;
    this.#showShared();
  }

  /** What the server knows us by. */
  set id(id) {
    this.#reporter.id = id;
  }

  /** A state of the feed. */
  set line(state) {
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

  /** A second has gone. */
  tick() {
    this.#showShared();
    keepScreenOn(this.active);
  }

  /** One or the other: what the device says, or a walk from where one was last. */
  #begin(source) {
    const from = this.#reporter.fix;
    session.remove(STOPPED);
    if (this.active) {
      (this.#walk.active ? this.#walk : this.#watch).stop();
      // another trail: nobody walks from the one place to the other
      this.#reporter.stop();
    }
    source.start(from);
  }

  #stop() {
    session.set(STOPPED, 'yes');
    this.#leave();
    (this.#walk.active ? this.#walk : this.#watch).stop();
  }

  #leave() {
    this.#away = undefined;
    this.#wasAway = undefined;
    this.#reporter.stop();
  }

  #take(fix) {
    const mistake = mistakeOf(fix, this.#reporter.fix, this.#reporter.age);
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
