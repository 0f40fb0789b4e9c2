// Where one writes: Enter sends, Shift and Enter starts a line, and a counter appears near the limit.

import { onLanguage, say, t, tell } from '../language.js';

/** In characters (code points), as the server counts. */
export const LIMIT = 2000;
const COUNT_FROM = 1800;
/** What the server takes no message with, and nobody sees: all controls but tab and new line. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

export class Composer {
  #field;
  #counter;
  #error;
  #send;
  #name;

  /** Elements, of which the error and the counter have words; send(text): takes it. */
  constructor({ form, field, counter, error }, send) {
    this.#field = field;
    this.#counter = counter;
    this.#error = error;
    this.#send = send;
    form.addEventListener('submit', (event) => (event.preventDefault(), this.#submit()));
    field.addEventListener('keydown', (event) => this.#key(event));
    field.addEventListener('input', () => this.#count());
    onLanguage(() => this.#invite());
    this.#count();
    addEventListener('resize', () => this.#grow());
  }

  /** As whom. */
  set name(name) {
    this.#name = name;
    this.#invite();
  }

  focus() {
    this.#field.focus();
  }

  #invite() {
    this.#field.placeholder = this.#name === undefined ? '' : t('chat.placeholder', { name: this.#name });
  }

  #key(event) {
    // Enter that ends a composition (Chinese, Japanese …) is the input method's, in Safari under another name
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      this.#submit();
    }
  }

  #submit() {
    const text = clean(this.#field.value);
    const count = lengthOf(text);
    if (count > LIMIT) {
      tell(this.#error, 'chat.tooLong', { length: count, limit: LIMIT });
      this.#field.setAttribute('aria-invalid', 'true');
    } else if (text.trim()) {
      this.#field.value = '';
      this.#count();
      this.#send(text);
    }
    this.#field.focus();
  }

  /** As high as what is written, where the browser does not do it (field-sizing); the style sheet says how high at most. */
  #grow() {
    if (!CSS.supports('field-sizing', 'content')) {
      const { style } = this.#field;
      style.height = 'auto';
      style.height = `${this.#field.scrollHeight + this.#field.offsetHeight - this.#field.clientHeight}px`;
    }
  }

  #count() {
    this.#grow();
    const count = lengthOf(this.#field.value);
    const counter = this.#counter;
    counter.hidden = count < COUNT_FROM;
    counter.dataset.over = count > LIMIT;
    say(counter, 'chat.count', { length: count, limit: LIMIT });
    if (count <= LIMIT) {
      tell(this.#error);
      this.#field.removeAttribute('aria-invalid');
    }
  }
}

export function lengthOf(text) {
  return [...text].length;
}

function clean(text) {
  const lines = text.replace(/\r\n?/g, '\n').replace(CONTROLS, '').replace(/\s+$/, '');
  return lines.toWellFormed?.() ?? lines;
}
