// Shares a position with a tracker feed, this device's or a simulated one: the newest fix, now or not at all. After a
// reconnect the last fix is sent again with its own time.

import { localAddress } from './address.js';
import { announce } from './announce.js';
import { formatAccuracy, formatDuration } from './format.js';
import { say, t, tell } from './language.js';
import { PositionWatch } from './position.js';
import { session } from './storage.js';
import { keepScreenOn } from './wake-lock.js';
import { Walk } from './walk.js';

const STOPPED = 'echolocate.sharing';
const AGAIN_MS = 500;
/** Outcomes after which a position, if it is still the newest, is worth another try: the server takes no older one. */
const AGAIN = new Set(['busy', 'unknown']);

export class Sharing {
  #id;
  #feed;
  #name;
  #parts;
  #watch;
  #walk;
  #fix;
  #sent;
  #seenAs;
  #newest = 0;
  #renew = false;
  #pausedSince;
  #leaves = false;
  #later;

  /** parts: elements {share, walk, words, note} */
  constructor(parts, name) {
    this.#parts = parts;
    this.#name = name;
    this.#watch = new PositionWatch({
      fix: (fix) => this.#take(fix),
      state: (state) => this.#show(state),
      granted: () => this.active || session.get(STOPPED) || this.#watch.start(),
    });
    this.#walk = new Walk({ fix: (fix) => this.#take(fix), state: (state) => this.#show(state) });
    parts.share.addEventListener('click', () => (this.#watch.active ? this.#stop() : this.#share()));
    parts.walk.addEventListener('click', () => (this.#walk.active ? this.#stop() : this.#stroll()));
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#hidden() : this.#shown()));
    document.addEventListener('freeze', () => this.#pause());
  }

  /** What the server knows us by. */
  set id(id) {
    if (this.#id !== id) {
      this.#id = id;
      this.#seenAs = undefined;
      this.#sent = undefined;
      this.#send();
    }
  }

  /** The last position, for where it has to be repeated; undefined where the others see none. */
  get shown() {
    return this.#seenAs === undefined || !this.#fix ? undefined : { ...this.#item(), ...(this.#pausedSince ? { paused: true } : {}) };
  }

  /** What says that we leave, where the others see us. */
  get leaving() {
    return this.#seenAs === undefined ? undefined : { id: this.#seenAs, left: true };
  }

  get active() {
    return this.#watch.active || this.#walk.active;
  }

  /** A fix as it was last taken, or undefined. */
  get fix() {
    return this.#fix;
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

  /** Another room's feed, or the first one. */
  set feed(feed) {
    this.#feed = feed;
    this.#id = undefined;
    this.#seenAs = undefined;
    this.#leaves = false;
  }

  /** The feed is live (again). */
  connected() {
    this.#sent = undefined;
    if (this.#leaves) {
      this.#leave();
    }
    this.#send();
    if (this.#pausedSince) {
      this.#sayPaused();
    }
  }

  /** Another name, or '' for none. */
  rename(name) {
    if (name !== this.#name) {
      this.#name = name;
      this.#again();
    }
  }

  /** Others see us no more. */
  leaveRoom() {
    if (this.#fix) {
      this.#feed.send({ id: this.#id, left: true });
      this.#seenAs = undefined;
    }
  }

  #share() {
    session.remove(STOPPED);
    this.#leaves = false;
    if (this.#walk.active) {
      this.#walk.stop();
      this.#renew = true;
      this.#fix = undefined;
    }
    this.#watch.start();
  }

  #stroll() {
    const from = this.#fix;
    session.remove(STOPPED);
    this.#leaves = false;
    if (this.#watch.active) {
      this.#watch.stop();
    }
    this.#fix = undefined;
    this.#renew = true;
    this.#walk.start(from);
  }

  #stop() {
    session.set(STOPPED, 'yes');
    (this.#walk.active ? this.#walk : this.#watch).stop();
    this.#leave();
  }

  #leave() {
    this.#fix = undefined;
    this.#pausedSince = undefined;
    this.#seenAs = undefined;
    // whoever comes back may be where they were
    this.#sent = undefined;
    if (this.#id === undefined) {
      return;
    }
    this.#leaves = true;
    this.#feed.send({ id: this.#id, left: true }).then((outcome) => {
      // unless they have shared again meanwhile, it is said as soon as somebody can hear it
      this.#leaves &&= outcome !== 'sent';
    });
  }

  #take(fix) {
    // a watch that begins anew may first give what the browser remembers
    if (!this.#fix || fix.at >= this.#fix.at || this.#renew) {
      this.#fix = fix;
      this.#send();
    }
  }

  /** Sends what is known as something newer: the server takes nothing else. */
  #again() {
    this.#renew = true;
    this.#send();
  }

  /** Only what the network takes now: a position that waited behind another one is a wrong position. */
  #send() {
    clearTimeout(this.#later);
    if (!this.#fix || !this.#feed?.live || !this.#id || (this.#fix.at === this.#sent && !this.#renew)) {
      return;
    }
    if (this.#feed.buffered > 0) {
      this.#later = setTimeout(() => this.#send(), AGAIN_MS);
      return;
    }
    if (this.#renew) {
      this.#fix = { ...this.#fix, at: Math.max(this.#fix.at, this.#newest + 1) };
    }
    const { at } = this.#fix;
    this.#sent = at;
    this.#seenAs = this.#id;
    this.#newest = Math.max(this.#newest, at);
    this.#renew = false;
    this.#feed.send(this.#item()).then((outcome) => this.#wentOut(outcome, at));
  }

  #wentOut(outcome, at) {
    if (AGAIN.has(outcome) && this.#sent === at) {
      this.#sent = undefined;
      this.#later = setTimeout(() => this.#send(), AGAIN_MS);
    }
  }

  #item() {
    return { id: this.#id, ...(this.#name ? { name: this.#name } : {}), ...this.#fix };
  }

  /** A hidden page is told no position. A simulated walk goes on until the page is frozen. */
  #hidden() {
    if (this.#watch.active) {
      this.#pause();
    }
  }

  #pause() {
    if (this.#fix && this.active && !this.#pausedSince) {
      this.#pausedSince = Date.now();
      this.#sayPaused();
    }
  }

  #sayPaused() {
    if (document.hidden && this.#fix && this.#feed?.live && this.#id) {
      this.#feed.send({ ...this.#item(), paused: true });
    }
  }

  #shown() {
    const since = this.#pausedSince;
    if (since === undefined) {
      return;
    }
    this.#pausedSince = undefined;
    this.#again();
    tell(this.#parts.note, 'position.wasPaused', { time: formatDuration(Date.now() - since) });
    announce('note', () => this.#parts.note.textContent);
  }

  #show(name) {
    if (name === 'denied' && this.#fix) {
      this.#leave();
    }
    const { words, share, walk } = this.#parts;
    const changed = words.dataset.state !== name;
    words.dataset.state = name;
    const accuracy = this.#fix?.accuracy;
    const key = name === 'watching' && accuracy !== undefined ? 'position.accurate' : `position.${name}`;
    const values = { accuracy: formatAccuracy(accuracy ?? 0), local: localAddress() };
    say(words, key, values);
    const watching = this.#watch.active || name === 'asking';
    say(share, watching ? 'tracker.stop' : 'tracker.share');
    share.dataset.sharing = watching;
    say(walk, this.#walk.active ? 'tracker.walk.stop' : 'tracker.walk');
    walk.dataset.sharing = this.#walk.active;
    keepScreenOn(name === 'watching' || name === 'walking');
    if (changed) {
      announce('position', () => t(key, values));
    }
  }
}
