// The little of a browser that the modules touch: a window and a document with events, storage, WebSocket and fetch. Install it
// before the modules that are tested are imported: import('…') after it, or a module that reads nothing while it loads.

import { setMaxListeners } from 'node:events';
import { settled } from './clock.js';

/** Counts who listens: what is closed listens no more. */
class Heard extends EventTarget {
  #held = new Map();

  addEventListener(type, listener, options) {
    const entry = { type, listener };
    super.addEventListener(type, listener, options);
    this.#held.set(entry, entry);
    if (options?.signal) {
      setMaxListeners(0, options.signal);
      options.signal.addEventListener('abort', () => this.#held.delete(entry));
    }
  }

  removeEventListener(type, listener, options) {
    super.removeEventListener(type, listener, options);
    for (const entry of this.#held.values()) {
      if (entry.type === type && entry.listener === listener) {
        this.#held.delete(entry);
      }
    }
  }

  get listeners() {
    return this.#held.size;
  }
}

function storage() {
  const held = new Map();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => held.set(key, String(value)),
    removeItem: (key) => held.delete(key),
  };
}

/** An element with texts and elements in it, and nothing more. */
export class FakeParent {
  dataset = {};
  children = [];

  constructor(name) {
    this.name = name;
  }

  get firstElementChild() {
    return this.children.find((child) => child instanceof FakeParent);
  }

  get textContent() {
    return this.children.map((child) => child.textContent ?? child).join('');
  }

  set textContent(text) {
    this.children = [text];
  }

  append(...more) {
    this.children = [...this.children, ...more];
  }

  replaceChildren(...all) {
    this.children = all;
  }
}

/** An element for words: what is said in it, and with which key. */
export function fakeElement(id, parts = {}) {
  return { id, dataset: {}, hidden: false, textContent: '', querySelector: (selector) => parts[selector] };
}

/** One end of a WebSocket; a test plays the server. */
class FakeSocket {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSING = 2;
  static CLOSED = 3;
  readyState = FakeSocket.CONNECTING;
  bufferedAmount = 0;
  /** What the page sent, as JSON. */
  sent = [];
  /** The code that the page closed it with, or undefined. */
  closedWith;

  constructor(url, protocols) {
    this.url = url;
    this.protocols = protocols;
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close(code) {
    this.closedWith = code;
    this.readyState = FakeSocket.CLOSED;
  }

  /** The server accepts it. */
  accept() {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
  }

  /** The server sends this. */
  async say(value) {
    if (this.readyState === FakeSocket.CONNECTING) {
      this.accept();
    }
    this.onmessage?.({ data: typeof value === 'string' ? value : JSON.stringify(value) });
    await settled();
  }

  /** The server or the network ends it. */
  async end(code = 1006, reason = '') {
    this.readyState = FakeSocket.CLOSED;
    this.onclose?.({ code, reason, wasClean: code !== 1006 });
    await settled();
  }
}

/** One request; a test answers it, or never. */
class FakeRequest {
  #resolve;
  #reject;
  #encoder = new TextEncoder();
  #stream;

  constructor(url, { method = 'GET', headers = {}, body, keepalive, signal } = {}) {
    Object.assign(this, { url: new URL(url), method, headers, keepalive, signal });
    this.body = body === undefined ? undefined : JSON.parse(body);
    this.answered = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const stop = () => this.#fail(signal.reason ?? new DOMException('aborted', 'AbortError'));
    if (signal?.aborted) {
      stop();
    }
    signal?.addEventListener('abort', stop);
  }

  get aborted() {
    return Boolean(this.signal?.aborted);
  }

  get isStream() {
    return this.headers.Accept === 'text/event-stream';
  }

  /** undefined: 204. */
  async answer(value, { status = value === undefined ? 204 : 200, type = 'application/json', headers = {} } = {}) {
    const body = value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
    this.#resolve(new Response(body, { status, headers: { 'Content-Type': type, ...headers } }));
    await settled();
  }

  /** Problem details of our own server, or something else's page where there is no code. */
  refuse(status, code, { message = 'no', headers = {}, ...more } = {}) {
    const type = code ? 'application/problem+json' : 'text/html';
    return this.answer(code ? { status, code, detail: message, ...more } : '<html>', { status, type, headers });
  }

  /** Begins an event stream. */
  async stream() {
    const body = new ReadableStream({ start: (controller) => (this.#stream = controller) });
    this.#resolve(new Response(body, { status: 200, headers: { 'Content-Type': 'text/event-stream;charset=utf-8' } }));
    await settled();
  }

  /** A frame of the stream, or a comment. */
  async say(value) {
    if (!this.#stream) {
      await this.stream();
    }
    this.write(value === undefined ? ':\n\n' : `data: ${JSON.stringify(value)}\n\n`);
    await settled();
  }

  /** Anything in the stream. */
  write(text) {
    this.#stream.enqueue(this.#encoder.encode(text));
  }

  /** The server ends the stream. */
  async finish() {
    this.#stream.close();
    await settled();
  }

  /** The network is gone. */
  async end() {
    this.#fail(new TypeError('network'));
    await settled();
  }

  #fail(reason) {
    this.#reject(reason);
    this.answered.catch(() => undefined);
    try {
      this.#stream?.error(reason);
    } catch {
      // over already
    }
  }
}

/**
 * Installs it. Gives what a test looks at and plays with: {window, document, connection, elements (by id), sockets, requests, socket(): the newest,
 * request(which): the newest that fits, fire(type, more), hide(hidden)}.
 */
export function fakeBrowser({ webSocket = true, locks, base = 'http://localhost/live/page.html' } = {}) {
  const sockets = [];
  const requests = [];
  const elements = {};
  const window = new Heard();
  const document = Object.assign(new Heard(), {
    hidden: false,
    visibilityState: 'visible',
    baseURI: base,
    documentElement: {},
    createElement: (name) => new FakeParent(name),
    querySelectorAll: () => [],
    getElementById: (id) => elements[id],
  });
  const connection = new Heard();
  const location = new URL(base);
  const globals = {
    window: Object.assign(window, { localStorage: storage(), sessionStorage: storage() }),
    document,
    location,
    navigator: { onLine: true, languages: ['en-GB'], connection, locks },
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
    dispatchEvent: window.dispatchEvent.bind(window),
    WebSocket: class extends FakeSocket {
      constructor(...how) {
        super(...how);
        if (!webSocket) {
          throw new Error('no WebSocket here');
        }
        sockets.push(this);
      }
    },
    fetch: (url, options) => {
      const request = new FakeRequest(url, options);
      requests.push(request);
      return request.answered;
    },
  };
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  const fire = async (type, { on = window, ...more } = {}) => {
    on.dispatchEvent(Object.assign(new Event(type), more));
    await settled();
  };
  return {
    window,
    document,
    connection,
    elements,
    sockets,
    requests,
    fire,
    socket: () => sockets.at(-1),
    request: (which = () => true) => requests.findLast(which),
    hide: (hidden) => {
      Object.assign(document, { hidden, visibilityState: hidden ? 'hidden' : 'visible' });
      return fire('visibilitychange', { on: document });
    },
  };
}

/** Web Locks for one tab; share it between "tabs" of one browser. */
export function fakeLocks() {
  const held = new Set();
  const waiting = [];
  const grant = (name, callback) => {
    held.add(name);
    return Promise.resolve(callback({ name })).finally(() => {
      held.delete(name);
      const next = waiting.findIndex((each) => each.name === name);
      if (next >= 0) {
        waiting.splice(next, 1)[0].go();
      }
    });
  };
  return {
    held,
    request(name, options, callback) {
      if (!held.has(name)) {
        return grant(name, callback);
      }
      if (options.ifAvailable) {
        return Promise.resolve(callback(null));
      }
      return new Promise((resolve, reject) => {
        const entry = { name, go: () => resolve(grant(name, callback)) };
        waiting.push(entry);
        options.signal?.addEventListener('abort', () => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(new DOMException('aborted', 'AbortError'));
        });
      });
    },
  };
}
