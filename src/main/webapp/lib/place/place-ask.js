// Asks before a meeting point is set: by a long press on the map, by its button, or by M while the focus is on the map. The last two mean
// the middle of the map, which may be moved meanwhile.

import { announce } from '../announce.js';
import { say } from '../language.js';
import { LongPress } from '../map/long-press.js';

export class PlaceAsk {
  #parts;
  #layer;
  #on;
  #point;
  #before;

  /**
   * parts: elements {card, title, hint, set, cancel, open: the button, map};
   * on: {set({lat, lon}), exists(): whether there is one}
   */
  constructor(parts, layer, on) {
    this.#parts = parts;
    this.#layer = layer;
    this.#on = on;
    new LongPress(parts.map, (point) => this.ask(layer.at(point)));
    parts.open.addEventListener('click', () => this.ask());
    parts.map.addEventListener('keydown', (event) => this.#key(event));
    parts.set.addEventListener('click', () => this.#set());
    parts.cancel.addEventListener('click', () => this.close());
    parts.card.addEventListener('keydown', (event) => this.#cardKey(event));
    layer.onMove(() => this.isOpen && this.#show());
  }

  get isOpen() {
    return !this.#parts.card.hidden;
  }

  /** place: undefined: wherever the middle of the map is. */
  ask(place) {
    const { card, title, hint, set } = this.#parts;
    this.#point = place;
    if (!this.isOpen) {
      this.#before = document.activeElement;
    }
    const key = this.#on.exists() ? 'place.ask.other' : 'place.ask';
    say(title, place ? key : `${key}.middle`);
    say(hint, place ? 'place.ask.all' : 'place.ask.move');
    card.hidden = false;
    this.#show();
    set.focus({ preventScroll: true });
    announce('place-ask', () => title.textContent);
  }

  /** The focus goes back to where it was. */
  close() {
    const { card, map } = this.#parts;
    const hadFocus = card.contains(document.activeElement);
    card.hidden = true;
    this.#layer.ask(undefined);
    if (hadFocus) {
      (this.#before?.isConnected ? this.#before : map).focus({ preventScroll: true });
    }
  }

  get #place() {
    return this.#point ?? this.#layer.at();
  }

  #show() {
    this.#layer.ask(this.#place);
  }

  #set() {
    const place = this.#place;
    this.close();
    this.#on.set(place);
  }

  #key(event) {
    if (event.key.toLowerCase() === 'm' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.ask();
    }
  }

  #cardKey(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.close();
    }
  }
}
