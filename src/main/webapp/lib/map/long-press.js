// A long press on the map, by a finger or a mouse, or a press of the right button: somebody means that place. What the same press would
// do besides, it doesn't.

const HOLD_MS = 500;
const STILL_PX = 10;

export class LongPress {
  #element;
  #held;
  #timer;
  #from;
  #done = false;
  #fingers = 0;

  /** held({x, y}): in pixels from the element's corner. */
  constructor(element, held) {
    this.#element = element;
    this.#held = held;
    const on = (name, listener, options) => element.addEventListener(name, listener, options);
    on('pointerdown', (event) => this.#down(event));
    on('pointermove', (event) => this.#moved(event));
    ['pointerup', 'pointercancel', 'pointerleave'].forEach((name) => on(name, () => this.#up()));
    on('contextmenu', (event) => this.#menu(event), true);
    // what it opens may lie under the finger by now, and after a touch browsers tell of a mouse that was never there
    document.addEventListener('pointerdown', () => (this.#done = false), true);
    ['mousedown', 'click'].forEach((name) => document.addEventListener(name, (event) => this.#after(event), true));
  }

  #down(event) {
    this.#fingers += 1;
    clearTimeout(this.#timer);
    if (this.#fingers === 1 && event.button === 0 && !event.ctrlKey && !event.shiftKey) {
      this.#from = event;
      this.#timer = setTimeout(() => this.#tell(event), HOLD_MS);
    }
  }

  #moved({ clientX, clientY }) {
    if (this.#from && Math.hypot(clientX - this.#from.clientX, clientY - this.#from.clientY) > STILL_PX) {
      this.#forget();
    }
  }

  #up() {
    this.#fingers = Math.max(0, this.#fingers - 1);
    this.#forget();
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#from = undefined;
  }

  /** Phones tell of a long press so, too: the first of both counts. */
  #menu(event) {
    event.preventDefault();
    if (!this.#done) {
      this.#tell(event);
    }
  }

  #tell({ clientX, clientY }) {
    this.#forget();
    this.#done = true;
    const { left, top } = this.#element.getBoundingClientRect();
    this.#held({ x: clientX - left, y: clientY - top });
  }

  #after(event) {
    if (this.#done) {
      event.stopPropagation();
      event.preventDefault();
    }
  }
}
