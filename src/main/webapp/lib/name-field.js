// The field for one's own name: kept by the browser, cleaned of what can't be seen, and with a word below it where something is
// wrong with it.

import { announce } from './announce.js';
import { t, tell } from './language.js';
import { cleanName } from './name.js';
import { saved } from './storage.js';

const KEPT = 'echolocate.name';
const MAX = 64;

export class NameField {
  #field;
  #note;
  #renamed;

  /** renamed(name): somebody has chosen another one, '' for none. */
  constructor(field, note, renamed) {
    this.#field = field;
    this.#note = note;
    this.#renamed = renamed;
    field.value = cleanName(saved.get(KEPT) ?? '', MAX);
    field.addEventListener('change', () => this.#changed());
  }

  get name() {
    return this.#field.value;
  }

  /** Another one was chosen elsewhere on the page. */
  take(name) {
    if (name !== this.#field.value) {
      this.#field.value = name;
      this.#tell();
      this.#renamed(name);
    }
  }

  /** What Reporter says of it: {name, instead} where the server does not allow it, else undefined. */
  refused(bad) {
    if (bad) {
      this.#tell(bad.instead ? 'tracker.name.refusedAs' : 'tracker.name.refused', bad);
    } else if (this.#note.dataset.t?.startsWith('tracker.name.refused')) {
      this.#tell();
    }
  }

  #changed() {
    const typed = this.#field.value.normalize('NFC').replace(/\p{Zs}+/gu, ' ').trim();
    const name = cleanName(typed, MAX);
    this.#field.value = name;
    saved.set(KEPT, name);
    this.#tell(name === typed ? undefined : name ? 'tracker.name.cleaned' : 'tracker.name.unseen');
    this.#renamed(name);
  }

  #tell(key, values) {
    const same = this.#note.dataset.t === key;
    tell(this.#note, key, values);
    this.#field.setAttribute('aria-invalid', key !== undefined && key !== 'tracker.name.cleaned');
    if (key && !same) {
      announce('name', () => t(key, values));
    }
  }
}
