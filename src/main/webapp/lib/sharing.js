// Shares this device's position with a tracker feed: the newest fix, now or not at all. After a reconnect the last fix is
// sent again with its own time.

import { localAddress } from './address.js';
import { announce } from './announce.js';
import { formatAccuracy } from './format.js';
import { say, t } from './language.js';
import { PositionWatch } from './position.js';
import { session } from './storage.js';

const STOPPED = 'echolocate.sharing';
const AGAIN_MS = 500;

export class Sharing {
  /** The id that the server knows us by. */
  id;
  #feed;
  #button;
  #words;
  #watch;
  #fix;
  #sent;
  #leaves = false;
  #later;

  constructor(feed, { button, words }) {
    this.#feed = feed;
    this.#button = button;
    this.#words = words;
    this.#watch = new PositionWatch({
      fix: (fix) => this.#take(fix),
      state: (name) => this.#show(name),
      granted: () => this.#watch.active || session.get(STOPPED) || this.#watch.start(),
    });
    button.addEventListener('click', () => (this.#watch.active ? this.#stop() : this.#start()));
  }

  /** At the page's start: at once, unless somebody stopped it before a reload. */
  begin() {
    if (session.get(STOPPED)) {
      this.#show('off');
    } else {
      this.#watch.start();
    }
  }

  /** The feed is live (again). */
  connected() {
    this.#sent = undefined;
    if (this.#leaves) {
      this.#leave();
    }
    this.#send();
  }

  #start() {
    session.remove(STOPPED);
    this.#leaves = false;
    this.#watch.start();
  }

  #stop() {
    session.set(STOPPED, 'yes');
    this.#watch.stop();
    this.#leave();
  }

  #leave() {
    this.#fix = undefined;
    this.#leaves = this.#feed.send({ id: this.id, left: true }) !== 'sent';
  }

  #take(fix) {
    // a watch that begins anew may first give what the browser remembers
    if (!this.#fix || fix.at >= this.#fix.at) {
      this.#fix = fix;
      this.#send();
    }
  }

  /** Only what the network takes now: a position that waited behind another one is a wrong position. */
  #send() {
    clearTimeout(this.#later);
    if (!this.#fix || !this.#feed.live || this.#fix.at === this.#sent) {
      return;
    }
    if (this.#feed.buffered > 0) {
      this.#later = setTimeout(() => this.#send(), AGAIN_MS);
      return;
    }
    if (this.#feed.send({ id: this.id, ...this.#fix }) === 'sent') {
      this.#sent = this.#fix.at;
    }
  }

  #show(name) {
    if (name === 'denied' && this.#fix) {
      this.#leave();
    }
    const changed = this.#words.dataset.state !== name;
    this.#words.dataset.state = name;
    const accuracy = this.#fix?.accuracy;
    const key = name === 'watching' && accuracy !== undefined ? 'position.accurate' : `position.${name}`;
    const values = { accuracy: formatAccuracy(accuracy ?? 0), local: localAddress() };
    say(this.#words, key, values);
    const active = this.#watch.active || name === 'asking';
    say(this.#button, active ? 'tracker.stop' : 'tracker.share');
    this.#button.dataset.sharing = active;
    if (changed) {
      announce('position', () => t(key, values));
    }
  }
}
