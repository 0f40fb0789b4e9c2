// Who this tab is in a room. A reload is the same person; a second tab, a duplicated one too, is a second person.

import { session } from './storage.js';

const TAKEN_AFTER_MS = 500;
/** The former page of this tab has said that it goes: whatever holds its lock yet is slow, and nobody else. */
const GONE_AFTER_MS = 10000;

export class Member {
  #key;
  #held;
  #left = false;
  /** A reload is the same person, however long its former page takes to die. */
  #hidden = ({ persisted }) => persisted || this.#go();
  /** What recall() found besides the secret: the id and the name that went with it, or undefined. */
  id;
  name;

  constructor(room) {
    addEventListener('pagehide', this.#hidden);
    this.#key = `echolocate.member:${new URL('.', document.baseURI).pathname}:${room}`;
  }

  /** The secret to come back with, unless another tab lives with it. */
  async recall() {
    const { id, secret, name } = parse(session.get(this.#key));
    const gone = session.get(this.#gone) !== null;
    session.remove(this.#gone);
    this.id = id;
    this.name = name;
    if (secret && (await this.#hold(id, gone ? GONE_AFTER_MS : TAKEN_AFTER_MS))) {
      return secret;
    }
    this.forget();
    return undefined;
  }

  /** What the server said who we are. */
  keep({ id, secret, name }) {
    session.set(this.#key, JSON.stringify({ id, secret, name }));
    this.#hold(id);
  }

  forget() {
    session.remove(this.#key);
  }

  /** Whoever leaves may come back as the same, in this tab or in another one. */
  leave() {
    this.#left = true;
    removeEventListener('pagehide', this.#hidden);
    this.#held?.release();
  }

  /** A duplicated tab has a copy of what is kept here while this page lives: no such word. */
  get #gone() {
    return `${this.#key}:gone`;
  }

  #go() {
    session.set(this.#gone, 'yes');
    this.#held?.release();
  }

  /** Duplicating a tab copies its session storage; a lock has one holder and ends with its tab. */
  #hold(id, patience = TAKEN_AFTER_MS) {
    const name = `${this.#key}:${id}`;
    if (!navigator.locks || this.#held?.name === name) {
      return Promise.resolve(true);
    }
    this.#held?.release();
    return new Promise((answer) => {
      // waits a little: on a reload the tab's former page may still hold it
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(), patience);
      const whileHeld = () =>
        new Promise((release) => {
          clearTimeout(timer);
          this.#held = { name, release };
          answer(true);
          if (this.#left) {
            release();
          }
        });
      navigator.locks.request(name, { signal: abort.signal }, whileHeld).catch(() => answer(false));
    });
  }
}

function parse(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
