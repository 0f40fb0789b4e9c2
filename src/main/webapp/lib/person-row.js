// One row of the list of people: who, where from me, how old that is, how fast. More is on their card.

import { formatClock } from './calendar.js';
import { make } from './dom.js';
import { formatAge, formatDistance } from './format.js';
import { say, sayPlain, t } from './language.js';
import { initialOf, stateOf } from './look.js';
import { wayTo } from './place/arrivals.js';
import { formatSpeed } from './speed-unit.js';
import { showWhere, whereFrom } from './where.js';

/** Who is slower stands still: receivers see no less. */
const SLOWEST_MPS = 0.3;

/** How old a fix is, in words, and until when it stays. ages: what is written already in this second, by seconds. */
export function ageWords(person, now, ages = new Map()) {
  const seconds = Math.max(0, Math.floor((now - person.at) / 1000));
  if (!ages.has(seconds)) {
    ages.set(seconds, formatAge(seconds * 1000));
  }
  const age = ages.get(seconds);
  const state = stateOf(person, now);
  const how = state === 'live' && person.mistake ? 'mistake' : state;
  const said = how === 'live' ? age : t(`tracker.${how}`, { age });
  return person.until ? t('tracker.until', { age: said, time: formatClock(person.until) }) : said;
}

export class PersonRow {
  /** Whether it is in sight; undefined: nobody knows yet. */
  seen;
  #key;
  #avatar;
  #name;
  #you;
  #facts = {};

  /** tint: the number of the colour; picked(): it was pressed. */
  constructor(key, tint, picked) {
    this.#key = key;
    this.#avatar = make('span', `avatar tint-${tint}`);
    this.#avatar.setAttribute('aria-hidden', 'true');
    this.#name = make('bdi', 'person-name');
    this.#you = make('span', 'person-me');
    say(this.#you, 'tracker.me');
    const button = make('button', 'person-title', this.#name, ' ', this.#you);
    button.type = 'button';
    button.setAttribute('aria-haspopup', 'dialog');
    button.addEventListener('click', picked);
    this.element = make('li', 'person', this.#avatar, button, this.#makeFacts());
    this.element.dataset.id = key;
  }

  #makeFacts() {
    const facts = make('dl', 'person-facts');
    for (const name of ['where', 'age', 'speed', 'place']) {
      const label = make('dt', 'visually-hidden');
      say(label, `tracker.${name}`);
      this.#facts[name] = make('dd', `person-${name}`);
      facts.append(make('div', `fact-${name}`, label, this.#facts[name]));
    }
    return facts;
  }

  /** Everything. people: everybody; me: the key of oneself; now: everybody's time. */
  write(people, me, now) {
    const person = people.get(this.#key);
    const isMe = this.#key === me;
    const { dataset, classList } = this.element;
    classList.toggle('me', isMe);
    dataset.me = isMe;
    dataset.lat = person.lat;
    dataset.lon = person.lon;
    dataset.at = person.at;
    sayPlain(this.#avatar, initialOf(people, this.#key));
    if (person.name) {
      sayPlain(this.#name, person.name);
    } else {
      say(this.#name, 'tracker.user', { number: String(people.numberOf(this.#key)) });
    }
    this.#you.hidden = !isMe;
    const moves = person.speed >= SLOWEST_MPS;
    sayPlain(this.#facts.speed, moves ? formatSpeed(person.speed) : '');
    this.#hide('speed', !moves);
    this.refresh(people, me, now);
  }

  /** What changes though nobody says anything of this person: the age, and where they are from me. */
  refresh(people, me, now, ages) {
    const person = people.get(this.#key);
    if (!person) {
      return;
    }
    const state = stateOf(person, now);
    const { dataset, classList } = this.element;
    if (dataset.state !== state) {
      dataset.state = state;
      dataset.stale = state === 'stale';
      classList.toggle('stale', state !== 'live');
    }
    const where = this.#key === me ? undefined : whereFrom(people.get(me), person);
    showWhere(this.#facts.where, where);
    this.#hide('where', !where);
    sayPlain(this.#facts.age, ageWords(person, now, ages));
    const way = people.place && wayTo(people.place, person);
    sayPlain(this.#facts.place, way ? t(way.isThere ? 'place.way.there' : 'place.way', { distance: formatDistance(way.metres) }) : '');
    this.#hide('place', !way);
  }

  #hide(name, isEmpty) {
    const { parentElement } = this.#facts[name];
    if (parentElement.hidden !== isEmpty) {
      parentElement.hidden = isEmpty;
    }
  }
}
