// Server-sent events from pieces of text, as the HTML standard says in 9.2.6. Pieces may end anywhere, between CR and LF too.

/** on: {event({data, id, type}), retry(ms)} */
export class EventStream {
  #on;
  #rest = '';
  #started = false;
  #data = [];
  #type = '';
  #id = '';

  constructor(on) {
    this.#on = on;
  }

  push(text) {
    let all = this.#rest + text;
    if (!this.#started && all) {
      this.#started = true;
      all = all.replace(/^\uFEFF/, '');
    }
    // a CR at the end may be half of a CR LF
    const held = all.endsWith('\r') ? '\r' : '';
    const lines = all.slice(0, all.length - held.length).split(/\r\n|\r|\n/);
    this.#rest = lines.pop() + held;
    lines.forEach((line) => this.#line(line));
  }

  #line(line) {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    if (colon !== 0) {
      const name = colon < 0 ? line : line.slice(0, colon);
      this.#field(name, colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, ''));
    }
  }

  #field(name, value) {
    if (name === 'data') {
      this.#data.push(value);
    } else if (name === 'event') {
      this.#type = value;
    } else if (name === 'id' && !value.includes('\0')) {
      this.#id = value;
    } else if (name === 'retry' && /^[0-9]+$/.test(value)) {
      this.#on.retry?.(Number(value));
    }
  }

  #dispatch() {
    const data = this.#data;
    const type = this.#type || 'message';
    this.#data = [];
    this.#type = '';
    if (data.length > 0) {
      this.#on.event({ data: data.join('\n'), id: this.#id, type });
    }
  }
}
