// <install-offer>: Echolocate as an app. One button keeps its pages on this device, and then leads to the icon on the home screen: by the
// browser's own question where it has one, else in words. Another one forgets them.

import { make } from './dom.js';
import { say, tell } from './language.js';
import { findCopy, forgetCopy, makeCopy, obstacle } from './offline-copy.js';
import { ownWords } from './own-server.js';

/** Storage that is full, or that this browser gives nobody. */
const NO_ROOM = new Set(['QuotaExceededError', 'SecurityError']);

class InstallOffer extends HTMLElement {
  #add = button('add', () => this.#install());
  #home = button('home', () => this.#ask());
  #forget = button('forget', () => this.#drop());
  #said = make('p', 'hint');
  #how = make('p', 'hint');
  /** The browser's own question, kept until somebody wants it. */
  #question;

  connectedCallback() {
    const what = make('p', 'hint');
    say(what, 'install.what');
    this.#said.setAttribute('role', 'status');
    this.append(what, make('div', 'row', this.#add, this.#home, this.#forget), this.#said, this.#how);
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.#question = event;
      this.#show();
    });
    addEventListener('appinstalled', () => {
      this.#question = undefined;
      this.#show();
    });
    this.#begin();
  }

  async #begin() {
    const copy = await this.#show();
    tell(this.#said, copy && (copy.waiting ? 'install.newer' : 'install.done'));
  }

  /** The buttons as they are to be; and the copy, if there is one. */
  async #show() {
    const copy = await findCopy();
    const isApp = matchMedia('(display-mode: standalone)').matches || navigator.standalone === true;
    this.#add.hidden = Boolean(copy);
    this.#forget.hidden = !copy;
    this.#home.hidden = !copy || !this.#question;
    tell(this.#how, copy && !this.#question && !isApp && (isApple() ? 'install.how.apple' : 'install.how'));
    return copy;
  }

  async #install() {
    const wrong = obstacle();
    if (wrong) {
      say(this.#said, wrong === 'insecure' ? await ownWords('install.insecure') : `install.${wrong}`);
      this.#said.hidden = false;
      return;
    }
    this.#add.disabled = true;
    tell(this.#said, 'install.working');
    try {
      await makeCopy();
      tell(this.#said, 'install.done');
    } catch ({ name }) {
      tell(this.#said, NO_ROOM.has(name) ? 'install.noRoom' : 'install.failed');
    }
    this.#add.disabled = false;
    await this.#show();
    (this.#home.hidden ? this.#forget : this.#home).focus();
  }

  async #ask() {
    const question = this.#question;
    this.#question = undefined;
    await question.prompt();
    await this.#show();
    this.#forget.focus();
  }

  async #drop() {
    await forgetCopy();
    await this.#show();
    tell(this.#said, 'install.forgotten');
    this.#add.focus();
  }
}

customElements.define('install-offer', InstallOffer);

function isApple() {
  return /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
}

function button(name, press) {
  const element = make('button', '');
  element.type = 'button';
  element.id = `install-${name}`;
  element.hidden = name !== 'add';
  say(element, `install.${name}`);
  element.addEventListener('click', press);
  return element;
}
