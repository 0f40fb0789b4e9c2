// The switch for low power, and what costs: said as it is at the moment.

import { say } from './language.js';
import { chooseLowPower, lowPower } from './low-power.js';
import { onScreenHeld } from './wake-lock.js';

export class LowPowerSwitch {
  #button;
  #words;
  #held = false;

  /** changed(): from now on it is the other way. */
  constructor(button, words, changed) {
    this.#button = button;
    this.#words = words;
    button.addEventListener('click', () => {
      chooseLowPower(!lowPower());
      this.#show();
      changed();
    });
    onScreenHeld((held) => {
      this.#held = held;
      this.#show();
    });
    this.#show();
  }

  #show() {
    this.#button.setAttribute('aria-pressed', lowPower());
    say(this.#words, lowPower() ? 'power.on' : this.#held ? 'power.held' : 'power.off');
  }
}
