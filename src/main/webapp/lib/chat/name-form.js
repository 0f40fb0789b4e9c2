// Asks for a name: to join, and to be called something else.

import { byId } from '../dom.js';
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
  #field = byId('name');
  #asked;

  /** asked(name): somebody wants it. */
  constructor(asked) {
    this.#asked = asked;
    this.#field.value = cleanName(saved.get(NAME_KEPT) ?? '');
    byId('join').addEventListener('submit', (event) => (event.preventDefault(), this.#submit()));
    byId('name-cancel').addEventListener('click', () => this.hide());
    byId('join').addEventListener('keydown', ({ key }) => key === 'Escape' && !byId('name-cancel').hidden && this.hide());
  }

  /** current: the name that one has, or undefined. */
  show(current) {
    byId('join').hidden = false;
    byId('say').hidden = true;
    byId('name-cancel').hidden = current === undefined;
    tell(byId('join-hint'), current === undefined ? 'chat.joinHint' : undefined);
    this.#wait(false, current);
    this.refuse();
    if (current !== undefined) {
      this.#field.value = current;
      this.#field.select();
    }
    this.#field.focus({ preventScroll: true });
  }

  hide() {
    byId('join').hidden = true;
    byId('say').hidden = false;
    byId('message').focus({ preventScroll: true });
  }

  /** The name is ours now. */
  done(name) {
    saved.set(NAME_KEPT, name);
    this.#field.value = name;
    this.#wait(false, name);
    this.refuse();
  }

  /** Says why not; nothing where there is no code. */
  refuse({ code, message } = {}, current = undefined) {
    tell(byId('name-error'), code && (IN_WORDS.has(code) ? `chat.why.${code}` : 'chat.failed.refused'), { why: whyOf({ code, message }) });
    if (code) {
      this.#wait(false, current);
      this.#field.setAttribute('aria-invalid', 'true');
      this.#field.focus();
    } else {
      this.#field.removeAttribute('aria-invalid');
    }
  }

  #submit() {
    // nobody has to see what can't be seen to get rid of it
    const name = cleanName(this.#field.value, TYPED_MOST);
    if (!name || [...name].length > MAX_NAME) {
      this.refuse({ code: 'bad_name' }, byId('name-cancel').hidden ? undefined : name);
      return;
    }
    this.#field.value = name;
    this.refuse();
    this.#wait(true);
    this.#asked(name);
  }

  #wait(waiting, current) {
    byId('join-button').setAttribute('aria-disabled', waiting);
    say(byId('join-button'), waiting ? 'chat.joining' : current === undefined ? 'chat.join' : 'chat.renameTo');
  }
}
