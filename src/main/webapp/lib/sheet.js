// The sheet below the map on a phone: a peek, half of the screen, or nearly all of it. It is dragged by its handle; a press and the
// arrow keys do it, too.

const STATES = ['peek', 'half', 'full'];
/** What moves less is a press. */
const PRESS_PX = 6;
/** Who lets go faster than that means the next state in that direction, however near another one is. */
const FLING_PX_A_MS = 0.5;

export class Sheet {
  #frame;
  #handle;
  #heights;
  #state = 'half';
  /** While it is dragged: {pointer, from, height, moved, last: {y, at}, speed}. */
  #drag;

  /**
   * frame: the element whose data-sheet and --sheet are the state and, while it is dragged, the height; heights(): {peek, half, full} in px
   * of the moment, sheet(): how high it is.
   */
  constructor(frame, handle, { heights, sheet }) {
    this.#frame = frame;
    this.#handle = handle;
    this.#heights = heights;
    handle.addEventListener('pointerdown', (event) => this.#begin(event, sheet()));
    handle.addEventListener('pointermove', (event) => this.#move(event));
    handle.addEventListener('pointerup', (event) => this.#end(event));
    handle.addEventListener('pointercancel', () => this.#let());
    handle.addEventListener('click', () => this.#press());
    handle.addEventListener('keydown', (event) => this.#key(event));
    this.state = 'half';
  }

  get state() {
    return this.#state;
  }

  set state(state) {
    this.#state = state;
    this.#frame.dataset.sheet = state;
    this.#handle.setAttribute('aria-expanded', state === 'full');
  }

  #begin({ pointerId, clientY, isPrimary, timeStamp }, height) {
    if (isPrimary && !this.#drag) {
      this.#handle.setPointerCapture(pointerId);
      this.#drag = { pointer: pointerId, from: clientY, height, moved: false, last: { y: clientY, at: timeStamp }, speed: 0 };
    }
  }

  #move({ pointerId, clientY, timeStamp }) {
    const drag = this.#drag;
    if (drag?.pointer !== pointerId) {
      return;
    }
    drag.moved ||= Math.abs(clientY - drag.from) > PRESS_PX;
    if (!drag.moved) {
      return;
    }
    const { peek, full } = this.#heights();
    const height = Math.min(full, Math.max(peek, drag.height + drag.from - clientY));
    drag.speed = (drag.last.y - clientY) / Math.max(1, timeStamp - drag.last.at);
    drag.last = { y: clientY, at: timeStamp };
    drag.now = height;
    this.#frame.style.setProperty('--sheet', `${height}px`);
  }

  #end({ pointerId }) {
    const drag = this.#drag;
    if (drag?.pointer !== pointerId) {
      return;
    }
    this.#let();
    if (drag.moved) {
      this.state = this.#rest(drag);
      // the click that follows is no press
      this.#drag = { moved: true };
      setTimeout(() => (this.#drag = undefined));
    }
  }

  /** Where it comes to rest. */
  #rest({ now, speed }) {
    const heights = this.#heights();
    if (Math.abs(speed) < FLING_PX_A_MS) {
      return STATES.reduce((best, each) => (Math.abs(heights[each] - now) < Math.abs(heights[best] - now) ? each : best));
    }
    return speed > 0
      ? (STATES.find((each) => heights[each] > now) ?? 'full')
      : ([...STATES].reverse().find((each) => heights[each] < now) ?? 'peek');
  }

  #let() {
    this.#drag = undefined;
    this.#frame.style.removeProperty('--sheet');
  }

  #press() {
    if (!this.#drag?.moved) {
      this.state = this.#state === 'half' ? 'full' : 'half';
    }
  }

  #key(event) {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const next = step && STATES[STATES.indexOf(this.#state) + step];
    if (next) {
      event.preventDefault();
      this.state = next;
    }
  }
}
