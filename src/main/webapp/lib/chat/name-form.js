// Asks for a name: to join, and to be called something else.

import { say, tell } from '../language.js';
import { cleanName, MAX_NAME } from '../name.js';
import { saved } from '../storage.js';
import { whyOf } from '../why.js';

/** The tracker's, too: one person, one name. */
const NAME_KEPT = 'echolocate.name';
/** Of the field: what is too long is said, not cut. */
const TYPED_MOST = 64;
const IN_WORDS = new Set(['name_taken', 'bad_name', 'name_needed', 'noAnswer', 'notLive']);

export class NameForm {
  #parts;
  #field;
  #asked;
  #takesFocus;

  /**
   * parts: elements {form, field, hint, error, join and cancel (buttons), instead (the form that stands here else), next (the field in
   * it)}; asked(name): somebody wants it; takesFocus(): whether somebody is here who sees it come or go.
   */
  constructor(parts, asked, takesFocus) {
    const { form, field, cancel } = parts;
    this.#parts = parts;
    this.#field = field;
    this.#asked = asked;
    this.#takesFocus = takesFocus;
    field.value = cleanName(saved.get(NAME_KEPT) ?? '');
    form.addEventListener('submit', (event) => (event.preventDefault(), this.#submit()));
    cancel.addEventListener('click', () => this.hide());
    form.addEventListener('keydown', ({ key }) => key === 'Escape' && !cancel.hidden && this.hide());
  }

  /** current: the name that one has, or undefined. */
  show(current) {
    const { form, instead, cancel, hint } = this.#parts;
    const takesFocus = this.#takesFocus();
    form.hidden = false;
    instead.hidden = true;
    cancel.hidden = current === undefined;
    tell(hint, current === undefined ? 'chat.joinHint' : undefined);
    this.#wait(false, current);
    this.refuse();
    if (current !== undefined) {
      this.#field.value = current;
      this.#field.select();
    }
    if (takesFocus) {
      this.#field.focus({ preventScroll: true });
    }
  }

  get shown() {
    return !this.#parts.form.hidden;
  }

  hide() {
    const { form, instead, next } = this.#parts;
    const takesFocus = this.#takesFocus();
    form.hidden = true;
    instead.hidden = false;
    if (takesFocus) {
      next.focus({ preventScroll: true });
    }
  }

  /** The name is ours now. */
  done(name) {
    saved.set(NAME_KEPT, name);
    this.#field.value = name;
    this.#wait(false, name);
    this.refuse();
  }

  /** Says why not, and offers another one, if there is one; nothing where there is no code. */
  refuse({ code, message, instead } = {}, current = undefined) {
    const words = instead ? 'chat.takenOffer' : IN_WORDS.has(code) ? `chat.why.${code}` : 'chat.failed.refused';
    tell(this.#parts.error, code && words, { why: whyOf({ code, message }) });
    if (code) {
      this.#wait(false, current);
      this.#field.value = instead ?? this.#field.value;
      this.#field.setAttribute('aria-invalid', 'true');
      if (this.#takesFocus()) {
        this.#field.focus();
        this.#field.select();
      }
    } else {
      this.#field.removeAttribute('aria-invalid');
    }
  }

  #submit() {
    // nobody has to see what can't be seen to get rid of it
    const name = cleanName(this.#field.value, TYPED_MOST);
    if (!name || [...name].length > MAX_NAME) {
      this.refuse({ code: 'bad_name' }, this.#parts.cancel.hidden ? undefined : name);
      return;
    }
    this.#field.value = name;
    this.refuse();
    this.#wait(true);
    this.#asked(name);
  }

  #wait(waiting, current) {
    const { join } = this.#parts;
    join.setAttribute('aria-disabled', waiting);
    say(join, waiting ? 'chat.joining' : current === undefined ? 'chat.join' : 'chat.renameTo');
  }
}
