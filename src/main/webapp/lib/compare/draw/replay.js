// What one transport has brought of the drawing, and how far it is behind: of the newest piece, how long it took; and as long as
// one is on its way, how long it has been by now.

import { formatMillis } from '../../format.js';
import { say, sayPlain } from '../../language.js';
import { blank, drawChange } from './stroke.js';

/** Pieces on their way of which the time is known. */
const PENDING = 1024;
const FULL_MS = 10000;

export class Replay {
  #context;
  #words;
  #bar;
  #times = new Float64Array(PENDING);
  #sent = 0;
  #come = 0;
  #lag;

  constructor(canvas, words, bar) {
    this.#context = canvas.getContext('2d');
    this.#words = words;
    this.#bar = bar;
    blank(this.#context);
  }

  /** A piece was published at this time. */
  left(at) {
    this.#times[this.#sent++ % PENDING] = at;
  }

  /** A change has come, whatever it is: what was said before it has come as well, or is lost. Whether there is anything to show. */
  came({ at, what }, now) {
    const come = this.#come;
    this.#come = Math.max(come, this.#sent - PENDING);
    while (this.#come < this.#sent && this.#times[this.#come % PENDING] <= at) {
      this.#come += 1;
    }
    drawChange(this.#context, what);
    if (this.#come > come && what !== 'probe') {
      this.#lag = Math.max(0, now - at);
    }
    return this.#come > come;
  }

  /** Those that are on their way will not come. */
  forget() {
    this.#come = this.#sent;
  }

  get behind() {
    return this.#sent > this.#come;
  }

  show(now) {
    const since = this.#sent - this.#come > PENDING ? undefined : this.#times[this.#come % PENDING];
    const lag = this.behind && since !== undefined ? Math.max(now - since, 0) : this.#lag;
    if (lag === undefined) {
      say(this.#words, 'compare.draw.none');
      return;
    }
    sayPlain(this.#words, formatMillis(lag));
    // a bar that is full at ten seconds, by powers of ten: 1 ms can be seen, too
    const share = Math.min(1, Math.log10(1 + lag) / Math.log10(1 + FULL_MS));
    this.#bar.style.transform = `scaleX(${share.toFixed(3)})`;
  }
}
