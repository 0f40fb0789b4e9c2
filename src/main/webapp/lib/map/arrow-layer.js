// The canvas for arrows: over the map, where it stays while the map moves. By keyboard, N goes from one arrow to the next, Enter presses it.

import { AVATAR_RADIUS } from './sprites.js';
import { arrowsTo } from './arrows.js';
import { paintArrows } from './arrow-painter.js';

const REACH_PX = AVATAR_RADIUS + 8;

export class ArrowLayer {
  #map;
  #on;
  #canvas;
  #pen;
  #arrows = [];
  #chosen;

  /** on: {picked(key): an arrow was pressed, chosen(key): a keyboard is at it, changed(): it is to be drawn} */
  constructor(map, on) {
    this.#map = map;
    this.#on = on;
    this.#canvas = document.createElement('canvas');
    this.#canvas.className = 'map-arrows';
    this.#canvas.setAttribute('aria-hidden', 'true');
    this.#pen = this.#canvas.getContext('2d');
    const container = map.getContainer();
    container.append(this.#canvas);
    container.addEventListener('keydown', (event) => this.#key(event));
    container.addEventListener('blur', () => this.#choose(undefined));
    map.on('mousemove', ({ containerPoint }) => container.classList.toggle('over-arrow', this.at(containerPoint) !== undefined));
  }

  /** The key of whom an arrow leads to that is at a place in the view; undefined: none is. */
  at({ x, y }) {
    return this.#arrows.find(({ px, py }) => Math.hypot(px - x, py - y) <= REACH_PX)?.key;
  }

  /** how: as paintArrows() has it, and covered, as arrowsTo() does. */
  draw(people, motion, now, { covered, ...how }) {
    const frame = { ...this.#frame(), covered };
    this.#arrows = arrowsTo(people, motion, frame, now);
    if (!this.#arrows.some(({ key }) => key === this.#chosen)) {
      this.#chosen = undefined;
    }
    if (this.#clear(frame)) {
      paintArrows(this.#pen, this.#arrows, { ...how, width: frame.width, chosen: this.#chosen });
    }
  }

  /** Without arrows, a canvas of no size takes no memory. False where there is nothing to draw. */
  #clear({ width, height }) {
    const ratio = this.#arrows.length > 0 ? window.devicePixelRatio || 1 : 0;
    const size = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== size[0] || this.#canvas.height !== size[1]) {
      [this.#canvas.width, this.#canvas.height] = size;
    }
    this.#pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#pen.clearRect(0, 0, width, height);
    return ratio > 0;
  }

  #frame() {
    const { x: width, y: height } = this.#map.getSize();
    const { x: left, y: top } = this.#map.getPixelBounds().min;
    return { width, height, left, top, world: 256 * 2 ** this.#map.getZoom(), centre: (this.#map.getCenter().lng + 180) / 360 };
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    if (event.key.toLowerCase() === 'n' && this.#arrows.length > 0) {
      this.#choose(this.#next(event.shiftKey ? -1 : 1));
    } else if (event.key === 'Enter' && this.#chosen !== undefined) {
      const chosen = this.#chosen;
      // who is picked is followed there, and Escape is for their card
      this.#choose(undefined);
      this.#on.picked(chosen);
    } else if (event.key === 'Escape' && this.#chosen !== undefined) {
      this.#choose(undefined);
    } else {
      return;
    }
    event.preventDefault();
  }

  #next(step) {
    const at = this.#arrows.findIndex(({ key }) => key === this.#chosen);
    const from = at < 0 && step < 0 ? 0 : at;
    return this.#arrows.at((from + step) % this.#arrows.length).key;
  }

  #choose(key) {
    if (this.#chosen !== key) {
      this.#chosen = key;
      this.#on.changed();
      if (key !== undefined) {
        this.#on.chosen(key);
      }
    }
  }
}
