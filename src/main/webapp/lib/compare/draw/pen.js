// Drawing on a sheet with a mouse, a finger, a pen or the arrow keys; and by itself, for who can do none of that. What is drawn is
// told in pieces, some 30 a second at most.

import { HEIGHT, WIDTH } from './stroke.js';

const PIECE_MS = 33;
const STEP = 12;
/** A piece of a stroke has at most so many points; more begin another one. */
const POINTS_MOST = 64;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** The figure that it draws by itself: so many pieces, of so many points. */
const PIECES = 120;
const FINE = 4;
/** For who wants less motion: the same figure in few pieces. */
const CALM_PIECES = 8;
const CALM_MS = 500;

export class Pen {
  #canvas;
  #cross;
  #on;
  #points = [];
  #colour = -1;
  #timer;
  #x = WIDTH / 2;
  #y = HEIGHT / 2;
  #keyed = false;
  #figure;
  #figures = 0;

  /** cross: shows where the arrow keys draw; on(colour, points): a piece of a stroke, [x, y, x, y …] */
  constructor(canvas, cross, on) {
    this.#canvas = canvas;
    this.#cross = cross;
    this.#on = on;
    canvas.addEventListener('pointerdown', (event) => this.#down(event));
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('keydown', (event) => this.#key(event));
    canvas.addEventListener('blur', () => this.#lift());
    ['pointerup', 'pointercancel'].forEach((name) => canvas.addEventListener(name, () => this.#flush()));
  }

  /** Draws by itself; calm: without a smooth motion. */
  figure(calm) {
    this.stop();
    this.#begin();
    const pieces = calm ? CALM_PIECES : PIECES;
    const fine = (PIECES * FINE) / pieces;
    const [a, b] = [1 + (this.#figures % 3), 2 + (this.#figures++ % 2)];
    let drawn = 0;
    const piece = () => {
      for (let i = drawn === 0 ? 0 : 1; i <= fine; i++) {
        const angle = (2 * Math.PI * (drawn * fine + i)) / (pieces * fine);
        this.#to(WIDTH * (0.5 + 0.42 * Math.sin(a * angle)), HEIGHT * (0.5 + 0.4 * Math.sin(b * angle + 0.7)));
      }
      this.#flush();
      drawn += 1;
      if (drawn >= pieces) {
        this.stop();
      }
    };
    this.#figure = setInterval(piece, calm ? CALM_MS : PIECE_MS);
    piece();
  }

  stop() {
    clearInterval(this.#figure);
    this.#figure = undefined;
  }

  #down(event) {
    if (event.button !== 0) {
      return;
    }
    this.stop();
    this.#lift();
    this.#canvas.setPointerCapture(event.pointerId);
    this.#begin();
    this.#to(...this.#point(event));
    this.#soon();
  }

  #move(event) {
    if (event.buttons && this.#canvas.hasPointerCapture(event.pointerId)) {
      const all = event.getCoalescedEvents?.() ?? [];
      (all.length > 0 ? all : [event]).forEach((each) => this.#to(...this.#point(each)));
      this.#soon();
    }
  }

  /** Arrow keys draw; with Shift the pen moves without drawing. */
  #key(event) {
    const [dx, dy] = ARROWS[event.key] ?? [];
    if (dx === undefined || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    this.stop();
    if (event.shiftKey) {
      this.#flush();
      this.#keyed = false;
    } else if (!this.#keyed) {
      this.#begin();
      this.#to(this.#x, this.#y);
      this.#keyed = true;
    }
    this.#x = Math.max(0, Math.min(WIDTH, this.#x + dx * STEP));
    this.#y = Math.max(0, Math.min(HEIGHT, this.#y + dy * STEP));
    if (!event.shiftKey) {
      this.#to(this.#x, this.#y);
      this.#soon();
    }
    this.#cross.hidden = false;
    this.#cross.style.left = `${(100 * this.#x) / WIDTH}%`;
    this.#cross.style.top = `${(100 * this.#y) / HEIGHT}%`;
  }

  #lift() {
    this.#flush();
    this.#keyed = false;
    this.#cross.hidden = true;
  }

  #begin() {
    this.#flush();
    this.#points = [];
    this.#colour += 1;
  }

  #to(x, y) {
    this.#x = x;
    this.#y = y;
    this.#points.push(x, y);
    if (this.#points.length >= 2 * POINTS_MOST) {
      this.#flush();
    }
  }

  #soon() {
    this.#timer ??= setTimeout(() => this.#flush(), PIECE_MS);
  }

  /** The next piece goes on where this one ends. */
  #flush() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#points.length > 0 && !(this.#points.length === 2 && this.#points.told)) {
      this.#on(this.#colour, this.#points);
      this.#points = this.#points.slice(-2);
      this.#points.told = true;
    }
  }

  /** The canvas is shown smaller or larger than its sheet. */
  #point(event) {
    const box = this.#canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * WIDTH) / box.width, ((event.clientY - box.top) * HEIGHT) / box.height];
  }
}
