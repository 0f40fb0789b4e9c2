// Looks beyond the line in use, which goes on meanwhile: whether a better transport works by now and, after something that kills
// connections silently, whether the line still lives. One other line at a time does that: the probe.

/** After something that kills connections silently, a line that lives has so long to say something, before another one asks. */
const PATIENCE_MS = 2000;
/** A network that comes back does so for many. */
const APART_MS = 1000;

export class Scout {
  #fallback;
  #feed;
  #probe = null;
  /** Whether the probe asks for a sign of life, in place of a better transport. */
  #asks;
  /** What is tried after the probe. */
  #others;
  #look;
  #doubt;

  /** feed: {line(): the one in use, open(name): one beside it, takeOver(probe, frame): the probe works, dead(failure): the line doesn't} */
  constructor(fallback, feed) {
    this.#fallback = fallback;
    this.#feed = feed;
  }

  isProbe(line) {
    return line === this.#probe;
  }

  /** Looks for nothing any more. */
  stop() {
    clearTimeout(this.#doubt);
    clearTimeout(this.#look);
    this.#probe?.close();
    this.#probe = null;
  }

  /** Looks for a better transport in a while. */
  lookLater() {
    clearTimeout(this.#look);
    if (this.#feed.line().name !== 'websocket') {
      this.#look = setTimeout(() => this.#lookAbove(this.#feed.line()), this.#fallback.nextLook());
    }
  }

  /** Does a line still live? */
  doubt(line) {
    clearTimeout(this.#doubt);
    const now = performance.now();
    this.#doubt = setTimeout(() => this.#ask(line, now), PATIENCE_MS + Math.random() * APART_MS);
  }

  /** The line in use has said something. */
  alive() {
    if (this.#probe && this.#asks) {
      // answered, and nobody has to take its place
      this.#probe.close();
      this.#probe = null;
      this.#lookAbove(this.#feed.line());
    }
  }

  /** The probe works. */
  found(frame) {
    const probe = this.#probe;
    const asked = this.#asks;
    this.#probe = null;
    this.#feed.takeOver(probe, frame);
    if (asked && probe === this.#feed.line()) {
      this.#lookAbove(probe);
    }
  }

  /** It doesn't. */
  failed(failure) {
    this.#probe = null;
    if (this.#asks) {
      this.#feed.dead(failure);
    } else {
      this.#lookUp(this.#others);
    }
  }

  /** If it has said nothing since, another one is opened beside it, and takes its place where it keeps silent. */
  #ask(line, doubtedAt) {
    if (line.heardAt > doubtedAt) {
      this.#probe || this.#lookAbove(line);
      return;
    }
    this.#probe?.close();
    line.pause();
    this.#open(line.name, { asks: true });
  }

  #lookAbove(line) {
    this.#lookUp(this.#fallback.above(line.name));
  }

  /** Tries better transports, one after the other. */
  #lookUp(names) {
    clearTimeout(this.#look);
    const [name, ...others] = names;
    if (!name) {
      this.#feed.line().resume();
      this.lookLater();
      return;
    }
    if (name !== 'websocket') {
      // one connection held a tab
      this.#feed.line().pause();
    }
    this.#open(name, { others });
  }

  #open(name, { asks = false, others = [] }) {
    this.#asks = asks;
    this.#others = others;
    this.#probe = this.#feed.open(name);
  }
}
