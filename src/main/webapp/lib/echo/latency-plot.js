// The newest round trips as bars on a canvas, and in words beside it.

import { formatMillis } from '../format.js';
import { onLanguage, tell } from '../language.js';
import { onPixelRatio } from '../pixel-ratio.js';

const MOST = 120;
const LABEL = 14;

export class LatencyPlot {
  #canvas;
  #words;
  #trips = [];
  #frame;

  constructor(canvas, words) {
    this.#canvas = canvas;
    this.#words = words;
    new ResizeObserver(() => this.#soon()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#soon());
    onPixelRatio(() => this.#soon());
    onLanguage(() => this.#soon());
  }

  add(millis) {
    this.#trips.push(millis);
    if (this.#trips.length > MOST) {
      this.#trips.shift();
    }
    this.#soon();
  }

  #soon() {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#frame = undefined;
    const context = this.#size();
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (this.#trips.length === 0) {
      return;
    }
    const sorted = [...this.#trips].sort((a, b) => a - b);
    const longest = sorted.at(-1);
    const step = width / MOST;
    const style = getComputedStyle(this.#canvas);
    context.fillStyle = style.getPropertyValue('accent-color');
    this.#trips.forEach((trip, i) => {
      const bar = Math.max(1, ((height - LABEL) * trip) / (longest || 1));
      context.fillRect(width - (this.#trips.length - i) * step, height - bar, Math.max(1, step - 1), bar);
    });
    context.fillStyle = style.color;
    context.font = `11px ${style.fontFamily}`;
    context.fillText(formatMillis(longest), 0, LABEL - 4);
    tell(this.#words, 'echo.latency.words', {
      count: sorted.length,
      last: formatMillis(this.#trips.at(-1)),
      median: formatMillis(sorted[Math.floor(sorted.length / 2)]),
      longest: formatMillis(longest),
    });
  }

  /** As many pixels as the screen has there. */
  #size() {
    const ratio = devicePixelRatio;
    this.#canvas.width = Math.round(this.#canvas.clientWidth * ratio);
    this.#canvas.height = Math.round(this.#canvas.clientHeight * ratio);
    const context = this.#canvas.getContext('2d');
    context.scale(ratio, ratio);
    return context;
  }
}
