// The map of a room, one of its parts: who is where, on the map, in the list, and on the card of whoever is picked.

import { announce } from './announce.js';
import { say, t, tell } from './language.js';
import { nameOf } from './look.js';
import { wishedPace } from './low-power.js';
import { MapView } from './map/map-view.js';
import { Trails } from './map/trails.js';
import { keyOf, People } from './people.js';
import { PeopleList } from './people-list.js';
import { PersonCard } from './person-card.js';
import { Updates } from './updates.js';
import { whereFrom, whereWords } from './where.js';
import { whyOf } from './why.js';

/** A fix that is said again, after a reconnect say, is newer by milliseconds: no news. */
const SAID_AGAIN_MS = 50;

export class MapPart {
  of = ['map'];
  people = new People();
  trails = new Trails();
  map;
  list;
  /** What one shares oneself, a Sharing; undefined: nothing. */
  sharing;
  #parts;
  #person;
  #updates;
  #picked;
  #trailsAsked = false;

  /** parts: elements {map, list, more, heading, empty, updated, problem, follow, unfollow, following, person: as PersonCard's}; now(): everybody's time. */
  constructor(parts, now) {
    this.#parts = parts;
    this.map = new MapView(parts.map, this.people, this.trails, {
      picked: (key) => this.#pick(key),
      followed: (key) => this.#showFollowed(key),
      pointed: (key) => this.#sayPointed(key),
      now,
    });
    this.list = new PeopleList(parts.list, parts.more, this.people, { picked: (key) => this.#pick(key, true), now });
    this.#person = new PersonCard(parts.person, this.people, {
      now,
      followed: () => this.map.followed,
      follow: (key) => this.map.follow(key),
    });
    this.#updates = new Updates(parts.updated, this.people);
    parts.follow.addEventListener('click', () => this.map.follow(this.map.followed === undefined ? this.#followable() : undefined));
    parts.unfollow.addEventListener('click', () => this.map.follow(undefined));
  }

  get me() {
    return this.list.me;
  }

  /** Whether the way of whoever is told of for the first time came with them. */
  get trailsAsked() {
    return this.#trailsAsked;
  }

  joined(room) {
    if (this.sharing) {
      this.sharing.feed = room.feedOf('map');
    }
  }

  left() {
    if (this.sharing) {
      this.sharing.feed = undefined;
    }
    this.#show(this.people.clear());
  }

  socket() {
    this.#trailsAsked = this.map.withTrails;
    return { trail: this.#trailsAsked ? '1' : undefined, pace: wishedPace(), items: 'lean' };
  }

  read() {
    return this.socket();
  }

  beat() {
    const { shown } = this.sharing ?? {};
    return shown ? [shown] : [];
  }

  bye() {
    const { leaving } = this.sharing ?? {};
    return leaving ? [leaving] : [];
  }

  you({ id }) {
    if (id === undefined) {
      return;
    }
    this.list.me = keyOf(id);
    this.map.me = keyOf(id);
    this.#person.me = keyOf(id);
    if (this.sharing) {
      this.sharing.id = id;
    }
  }

  state(state) {
    const live = state.state === 'live';
    this.#parts.list.dataset.line = live ? 'live' : 'away';
    this.map.connected = live;
    if (live) {
      tell(this.#parts.problem);
    }
    if (this.sharing) {
      this.sharing.line = state;
    }
  }

  error(error) {
    if (!this.sharing?.refused(error)) {
      tell(this.#parts.problem, 'feed.error', { why: whyOf(error) });
    }
  }

  frame(frame) {
    const { people } = this;
    this.sharing?.heard(frame);
    const names = new Map(frame.items.filter(({ left }) => left).map(({ id }) => [keyOf(id), nameOf(people, keyOf(id))]));
    const before = new Map(frame.items.map(({ id }) => [keyOf(id), people.get(keyOf(id))?.at]));
    const change = people.apply(frame);
    for (const item of frame.items) {
      const person = item.left ? undefined : people.get(keyOf(item.id));
      if (person && !person.mistake) {
        // an item may leave out what is known
        this.trails.take(keyOf(item.id), { ...item, joined: person.joined });
        delete item.trail;
      }
    }
    this.#show(change);
    const isNews = (key) => !(Math.abs(people.get(key).at - before.get(key)) < SAID_AGAIN_MS);
    this.#updates.moved(change.changed.filter(isNews), this.me);
    this.#updates.left(change.left.filter((key) => key !== this.me && names.has(key)).map((key) => names.get(key)));
    if (before.has(this.me)) {
      // what was refused before is overtaken
      tell(this.#parts.problem);
    }
  }

  /** A second has gone. */
  tick() {
    this.sharing?.tick();
    this.list.tick();
    this.#person.show();
    this.map.tick();
  }

  /** Everything in other units. */
  showAll() {
    this.list.showAll();
    this.#person.show();
  }

  /** Somebody is to be seen: who was picked. */
  look(key) {
    this.#picked = key;
    this.list.mark(key);
    if (this.map.followed === undefined) {
      this.map.centre(key);
    } else {
      this.map.follow(key);
    }
  }

  #show(change) {
    change.left.forEach((key) => this.trails.remove(key));
    this.list.update(change);
    this.map.update(change);
    this.#person.update(change);
    if (change.changed.includes(this.map.followed)) {
      this.#sayFollowed();
    }
    const count = this.people.size;
    const { heading, empty, list } = this.#parts;
    say(heading, count ? 'tracker.people' : 'tracker.people.none', count ? { count } : undefined);
    empty.hidden = count > 0;
    if (Number(list.dataset.count ?? 0) !== count) {
      list.dataset.count = count;
      announce('people', () => (count ? t('tracker.people', { count }) : t('tracker.people.none')));
    }
  }

  /** takesFocus: by the list, not at the map. */
  #pick(key, takesFocus = false) {
    this.#person.open(key, takesFocus);
    this.look(key);
  }

  /** Who was picked last, or oneself, or whoever is first. */
  #followable() {
    return [this.#picked, this.me].find((key) => this.people.get(key)) ?? this.people.ordered(this.me)[0];
  }

  #showFollowed(key) {
    const { follow, unfollow, following } = this.#parts;
    follow.setAttribute('aria-pressed', key !== undefined);
    unfollow.hidden = key === undefined;
    this.#person.show();
    this.#sayFollowed();
    if (key !== undefined) {
      announce('following', () => following.textContent);
    }
  }

  /** Whom the map follows, by the name of the moment. */
  #sayFollowed() {
    const key = this.map.followed;
    const words = key && (key === this.me ? 'tracker.following.me' : 'tracker.following');
    tell(this.#parts.following, words, { name: () => nameOf(this.people, key) });
  }

  /** A keyboard is at the arrow that leads to somebody. */
  #sayPointed(key) {
    announce('arrow', () => {
      const where = key === this.me ? undefined : whereFrom(this.people.get(this.me), this.people.get(key));
      return t(where ? 'map.arrow' : 'map.arrow.nowhere', { name: nameOf(this.people, key), where: where && whereWords(where) });
    });
  }
}
