// The card of a person: where from me, how sure and how old that is, and what may be done about it. It is a dialog that leaves the map
// and the list as they are: Escape closes it, wherever the focus is.

import { announce } from './announce.js';
import { copyField } from './copy.js';
import { formatDegrees } from './format.js';
import { onLanguage, say, sayPlain, t, tell } from './language.js';
import { initialOf, nameOf } from './look.js';
import { mapApp } from './map-app.js';
import { ageWords } from './person-row.js';
import { formatSpeed } from './speed-unit.js';
import { accuracyWords, showWhere, whereFrom } from './where.js';

export class PersonCard {
  /** The key of oneself. */
  me;
  #parts;
  #people;
  #on;
  #key;
  #before;

  /**
   * parts: elements {card, avatar, name, close, where, age, accuracy, speed, follow, open, asks, place, copy, done, map};
   * on: {now(): everybody's time, followed(): a key, follow(key or undefined)}
   */
  constructor(parts, people, on) {
    this.#parts = parts;
    this.#people = people;
    this.#on = on;
    parts.close.addEventListener('click', () => this.close());
    parts.follow.addEventListener('click', () => on.follow(this.#isFollowed ? undefined : this.#key));
    parts.open.addEventListener('click', () => visit(this.#app.address));
    parts.copy.addEventListener('click', () => this.#copy());
    document.addEventListener('keydown', (event) => this.#pressed(event));
    onLanguage(() => this.show());
  }

  get key() {
    return this.#key;
  }

  /** takesFocus: where somebody came by the list; whoever is at the map stays there. */
  open(key, takesFocus) {
    const { card, done } = this.#parts;
    if (!this.#people.get(key)) {
      return;
    }
    this.#key = key;
    tell(done);
    this.show();
    this.#reveal(true);
    if (takesFocus) {
      this.#before = document.activeElement;
      card.focus({ preventScroll: true });
      if (card.getBoundingClientRect().top < 0) {
        // the page is what scrolls, and the list is far below
        card.scrollIntoView();
      }
    }
  }

  /** The focus goes back to where it was. */
  close() {
    const { card, map } = this.#parts;
    const hadFocus = card.contains(document.activeElement);
    this.#key = undefined;
    this.#reveal(false);
    if (hadFocus) {
      (this.#before?.isConnected ? this.#before : map).focus({ preventScroll: true });
    }
  }

  update({ changed, left }) {
    if (left.includes(this.#key)) {
      this.close();
    } else if (changed.includes(this.#key) || [...changed, ...left].includes(this.me)) {
      this.show();
    }
  }

  /** Writes it anew; a second has gone, or something else is followed. */
  show() {
    const person = this.#people.get(this.#key);
    if (!person) {
      return;
    }
    const { avatar, name, age, accuracy, speed, place } = this.#parts;
    avatar.className = `avatar tint-${this.#people.tintOf(this.#key)}`;
    sayPlain(avatar, initialOf(this.#people, this.#key));
    sayPlain(name, this.#name());
    this.#showWhere(person);
    sayPlain(age, ageWords(person, this.#on.now()));
    sayPlain(accuracy, accuracyWords(person.accuracy));
    sayPlain(speed, person.speed === undefined ? t('where.unknown') : formatSpeed(person.speed));
    const coordinates = `${formatDegrees(person.lat)}, ${formatDegrees(person.lon)}`;
    if (place.value !== coordinates) {
      place.value = coordinates;
    }
    this.#showActions();
  }

  #name() {
    const name = nameOf(this.#people, this.#key);
    return this.#key === this.me ? `${name} ${t('tracker.me')}` : name;
  }

  #showWhere(person) {
    const { where } = this.#parts;
    const from = this.#key === this.me ? undefined : whereFrom(this.#people.get(this.me), person);
    showWhere(where, from);
    if (!from) {
      sayPlain(where, t(this.#key === this.me ? 'person.you' : 'person.nowhere'));
    }
    where.dataset.known = Boolean(from);
  }

  #showActions() {
    const { follow, open, asks } = this.#parts;
    follow.setAttribute('aria-pressed', this.#isFollowed);
    say(follow, this.#isFollowed ? 'person.unfollow' : 'person.follow');
    say(open, `person.open.${this.#app.name}`);
    say(asks, `person.asks.${this.#app.name}`);
  }

  get #isFollowed() {
    return this.#key !== undefined && this.#on.followed() === this.#key;
  }

  get #app() {
    return mapApp(this.#people.get(this.#key), navigator.userAgent);
  }

  #reveal(isOpen) {
    this.#parts.card.hidden = !isOpen;
    document.body.classList.toggle('with-person', isOpen);
  }

  async #copy() {
    const { place, done } = this.#parts;
    const key = (await copyField(place)) ? 'person.copied' : 'person.notCopied';
    tell(done, key);
    announce('copied', () => t(key));
  }

  #pressed(event) {
    if (event.key === 'Escape' && this.#key !== undefined && !event.defaultPrevented && !document.querySelector('dialog[open]')) {
      this.close();
    }
  }
}

/** An app beside the page, or another window, which learns nothing of this one. */
function visit(address) {
  if (address.startsWith('geo:')) {
    location.assign(address);
  } else {
    window.open(address, '_blank', 'noopener,noreferrer');
  }
}
