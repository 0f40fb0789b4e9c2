// Drawing on a canvas with a mouse, a finger or a pen, and by itself for who has none of them.

const WIDTH = 6;
const COLOURS = ['#0b5cc4', '#b3201c', '#0f6e3f', '#86277a', '#8a5200'];
const STEPS = 400;

export class Pen {
  #context;
  #canvas;
  #strokes = 0;

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d', { willReadFrequently: true });
    canvas.addEventListener('pointerdown', (event) => this.#begin(event));
    canvas.addEventListener('pointermove', (event) => this.#go(event));
    this.clear();
  }

  get context() {
    return this.#context;
  }

  clear() {
    this.#context.fillStyle = '#ffffff';
    this.#context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
  }

  /** A figure of Lissajous, another one each time. */
  draw() {
    const { width, height } = this.#canvas;
    const [a, b] = [1 + (this.#strokes % 4), 2 + (this.#strokes % 3)];
    this.#style();
    for (let i = 0; i <= STEPS; i++) {
      const angle = (2 * Math.PI * i) / STEPS;
      this.#context.lineTo(width * (0.5 + 0.42 * Math.sin(a * angle)), height * (0.5 + 0.42 * Math.sin(b * angle + 0.7)));
    }
    this.#context.stroke();
  }

  #begin(event) {
    this.#canvas.setPointerCapture(event.pointerId);
    this.#style();
    const [x, y] = this.#point(event);
    this.#context.moveTo(x, y);
    this.#context.lineTo(x, y);
    this.#context.stroke();
  }

  #go(event) {
    if (event.buttons && this.#canvas.hasPointerCapture(event.pointerId)) {
      this.#context.lineTo(...this.#point(event));
      this.#context.stroke();
    }
  }

  #style() {
    this.#context.strokeStyle = COLOURS[this.#strokes++ % COLOURS.length];
    this.#context.lineWidth = WIDTH;
    this.#context.lineCap = 'round';
    this.#context.lineJoin = 'round';
    this.#context.beginPath();
  }

  /** The canvas is shown smaller than it is. */
  #point(event) {
    const box = this.#canvas.getBoundingClientRect();
    const scale = this.#canvas.width / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  }
}
