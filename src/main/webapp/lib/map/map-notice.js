// A sentence on the map, with what one can do about it.

import { announce } from '../announce.js';
import { make } from '../dom.js';
import { say } from '../language.js';

export class MapNotice {
  #place = make('div', 'map-notice');
  #words = make('p', '');
  #buttons = make('div', 'map-notice-buttons');
  #key;

  /** Beside another element of the map. */
  constructor(beside) {
    this.#place.hidden = true;
    this.#place.append(this.#words, this.#buttons);
    beside.after(this.#place);
  }

  /** choices: [key of the words on a button, what it does]; each of them ends the notice. */
  show(key, values, ...choices) {
    if (this.#key === key) {
      return;
    }
    this.#key = key;
    say(this.#words, key, values);
    this.#buttons.replaceChildren(...choices.map((choice) => this.#button(...choice)));
    this.#place.hidden = false;
    announce('map', () => this.#words.textContent);
  }

  hide() {
    this.#key = undefined;
    this.#place.hidden = true;
  }

  #button(key, chosen) {
    const button = make('button', '');
    button.type = 'button';
    say(button, key);
    button.addEventListener('click', () => {
      this.hide();
      chosen?.();
    });
    return button;
  }
}
