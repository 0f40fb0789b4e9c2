// How often each latency came, in boxes of a fixed number: each is 2 % wider than the one before, so that a percentile is right to
// 1 %, whether it is 0.3 ms or a minute, and a million latencies take as much memory as one.

const LEAST_MS = 0.1;
const WIDER = 1.02;
const BOXES = 800;

function boxOf(millis) {
  return millis <= LEAST_MS ? 0 : Math.min(BOXES - 1, 1 + Math.floor(Math.log(millis / LEAST_MS) / Math.log(WIDER)));
}

/** The middle of a box, in ms. */
function middleOf(box) {
  return box === 0 ? LEAST_MS : LEAST_MS * WIDER ** (box - 0.5);
}

/** The latency that a share (0.5 for p50) of all does not exceed, or undefined without any. */
function percentile(boxes, count, share) {
  if (count === 0) {
    return undefined;
  }
  let rank = Math.max(1, Math.ceil(share * count));
  const box = boxes.findIndex((each) => (rank -= each) <= 0);
  return middleOf(box);
}

/** All since the beginning. */
export class Histogram {
  #boxes = new Uint32Array(BOXES);
  count = 0;
  /** Exact, in ms. */
  worst = 0;

  add(millis) {
    this.#boxes[boxOf(millis)] += 1;
    this.count += 1;
    this.worst = Math.max(this.worst, millis);
  }

  percentile(share) {
    const found = percentile(this.#boxes, this.count, share);
    return found && Math.min(found, this.worst);
  }

  clear() {
    this.#boxes.fill(0);
    this.count = 0;
    this.worst = 0;
  }
}

/** Those of the last so many seconds: a slice a second, and their sum. */
export class RecentHistogram {
  #slices;
  #sum = new Uint32Array(BOXES);
  #now = 0;
  #count = 0;

  constructor(seconds) {
    this.#slices = Array.from({ length: seconds }, () => new Uint32Array(BOXES));
  }

  add(millis) {
    const box = boxOf(millis);
    this.#slices[this.#now][box] += 1;
    this.#sum[box] += 1;
    this.#count += 1;
  }

  percentile(share) {
    return percentile(this.#sum, this.#count, share);
  }

  /** A second is over: the oldest one is forgotten. */
  advance() {
    this.#now = (this.#now + 1) % this.#slices.length;
    const oldest = this.#slices[this.#now];
    for (let box = 0; box < BOXES; box++) {
      this.#sum[box] -= oldest[box];
      this.#count -= oldest[box];
    }
    oldest.fill(0);
  }

  clear() {
    this.#slices.forEach((slice) => slice.fill(0));
    this.#sum.fill(0);
    this.#count = 0;
  }
}
