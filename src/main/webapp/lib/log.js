// The newest entries, drawn in batches: a flood costs one layout a batch and a bounded number of rows.

const DRAW_MS = 16;

export class BoundedLog {
  #entries = [];
  #waiting = [];
  #limit;
  #rows;
  #scroller;
  #render;
  #changed;
  #timer;

  /** rows: where rows go; scroller: what scrolls; render: entry to element; changed(count) after each drawing. */
  constructor({ limit, rows, scroller, render, changed }) {
    this.#limit = limit;
    this.#rows = rows;
    this.#scroller = scroller;
    this.#render = render;
    this.#changed = changed;
  }

  get entries() {
    return this.#entries;
  }

  get limit() {
    return this.#limit;
  }

  add(entry) {
    this.#entries.push(entry);
    this.#waiting.push(entry);
    trim(this.#entries, this.#limit);
    trim(this.#waiting, this.#limit);
    this.#timer ??= setTimeout(() => this.#draw(), DRAW_MS);
    return entry;
  }

  clear() {
    this.#entries = [];
    this.#waiting = [];
    this.#rows.replaceChildren();
    this.#changed(0);
  }

  #draw() {
    this.#timer = undefined;
    const box = this.#scroller;
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
    this.#rows.append(...this.#waiting.map(this.#render));
    this.#waiting = [];
    while (this.#rows.childElementCount > this.#limit) {
      this.#rows.firstElementChild.remove();
    }
    if (atEnd) {
      box.scrollTop = box.scrollHeight;
    }
    this.#changed(this.#entries.length);
  }
}

function trim(list, limit) {
  if (list.length > limit) {
    list.splice(0, list.length - limit);
  }
}
