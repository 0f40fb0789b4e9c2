// The card that asks before anything leaves: under what name, for how long, and whether at all.

import { announce } from './announce.js';
import { say, t } from './language.js';

export class ShareCard {
  #parts;

  /**
   * parts: {card, title, who, times, agree, look}; times: a fieldset with radio buttons, whose values are minutes, or empty for no end.
   * on: {agreed(minutes or undefined), looked()}
   */
  constructor(parts, on) {
    this.#parts = parts;
    parts.agree.addEventListener('click', () => on.agreed(Number(this.#chosen) || undefined));
    parts.look.addEventListener('click', () => on.looked());
  }

  /** isPublic: whether it is the room for all; isOver: whether a time has just come. Who comes without a card wants to share: the button has the focus. */
  open({ isPublic, isOver }) {
    const title = isOver ? 'card.over' : 'card.title';
    say(this.#parts.title, title);
    say(this.#parts.who, isPublic ? 'card.public' : 'card.private');
    this.#show(true);
    if (isOver) {
      // whoever does something else at the moment is told, and not moved
      announce('card', () => t(title));
    } else {
      this.#parts.agree.focus({ preventScroll: true });
    }
  }

  close() {
    this.#show(false);
  }

  get #chosen() {
    return this.#parts.times.querySelector('input:checked')?.value;
  }

  #show(open) {
    const { card, title, who, times, agree, look } = this.#parts;
    card.dataset.open = open;
    document.body.classList.toggle('asked', open);
    for (const part of [title, who, times, agree, look]) {
      part.hidden = !open;
    }
  }
}
