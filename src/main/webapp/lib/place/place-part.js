// Where a room meets, one of its parts: one place, which anybody sets, moves or removes. All are told who did it, and who arrives there.

import { announce } from '../announce.js';
import { formatClock } from '../calendar.js';
import { onLanguage, say, t, tell } from '../language.js';
import { nameOf } from '../look.js';
import { moment, since } from '../moment.js';
import { showWhere, whereFrom } from '../where.js';
import { whyOf } from '../why.js';
import { Arrivals } from './arrivals.js';

/** The few of many at once that are told by name. */
const MOST_NAMES = 3;
/** How long words lie over the map. */
const SHOWN_MS = 60000;

export class PlacePart {
  of = ['place'];
  #parts;
  #map;
  #layer;
  #notices;
  #on;
  #feed;
  #arrivals = new Arrivals();
  /** What was there before is no news. */
  #isNew = true;
  /** When something was said last that is to be seen. */
  #said;

  /**
   * parts: elements {row, name, who, where, show, remove, news, problem}; mapPart: a MapPart, before this one in its room; layer: a
   * PlaceLayer; notices: Notices; on: {now(): everybody's time, name(): what one calls oneself,
   * titled(words): what the title says besides, a function, or undefined}
   */
  constructor(parts, mapPart, layer, notices, on) {
    this.#parts = parts;
    this.#map = mapPart;
    this.#layer = layer;
    this.#notices = notices;
    this.#on = on;
    parts.show.addEventListener('click', () => this.look());
    parts.remove.addEventListener('click', () => this.#send({ left: true }));
    document.addEventListener('visibilitychange', () => document.hidden || this.#on.titled());
    onLanguage(() => this.#show());
  }

  /** {lat, lon, at, name?, by?}, or undefined. */
  get place() {
    return this.#map.people.place;
  }

  joined(room) {
    this.#feed = room.feedOf('place');
  }

  renewed() {
    this.#isNew = true;
  }

  left() {
    this.#feed = undefined;
    this.#isNew = true;
    this.#put(undefined);
    tell(this.#parts.news);
    tell(this.#parts.problem);
  }

  error(error) {
    this.#complain('place.error', { why: whyOf(error) });
  }

  frame({ items, reset, more }) {
    if (reset) {
      this.#isNew = true;
      this.#put(undefined);
    }
    items.forEach((item) => this.#take(item));
    this.#look();
    this.#isNew &&= Boolean(more);
  }

  /** Everybody wants to meet there. */
  set(place) {
    this.#send(place);
  }

  /** Shows it on the map. */
  look() {
    if (this.place) {
      this.#map.map.show(this.place);
    }
  }

  /** A second has gone. */
  tick() {
    this.#showWay();
    if (this.#said && since(this.#said) > SHOWN_MS) {
      this.#said = undefined;
      tell(this.#parts.news);
      tell(this.#parts.problem);
    }
  }

  async #send(what) {
    tell(this.#parts.problem);
    const became = await this.#feed?.send({ ...what, by: this.#on.name() || undefined });
    // what was refused comes as an error
    if (became !== 'sent' && became !== 'refused') {
      this.#complain('place.notSent');
    }
  }

  #complain(key, values) {
    const { problem } = this.#parts;
    this.#said = moment();
    tell(problem, key, values);
    announce('place-problem', () => problem.textContent);
  }

  #take(item) {
    const before = this.place;
    const place = item.left ? undefined : item;
    const isSame = before?.at === place?.at && before?.lat === place?.lat && before?.lon === place?.lon;
    this.#put(place);
    if (!isSame && !this.#isNew) {
      const what = item.left ? 'removed' : before ? 'moved' : 'set';
      this.#tell(() => t(`place.${what}${item.by ? '' : '.somebody'}`, { name: item.by }));
    }
  }

  #put(place) {
    const { people } = this.#map;
    if (people.place?.at !== place?.at || people.place?.lat !== place?.lat) {
      this.#arrivals.reset();
      if (place) {
        // who is there already does not arrive
        this.#arrivals.look(place, people);
      }
    }
    people.place = place;
    this.#show();
    this.#map.list.showAll();
  }

  #look() {
    const { people, me } = this.#map;
    const arrived = this.place ? this.#arrivals.look(this.place, people) : [];
    if (!this.#isNew && arrived.length > 0) {
      const others = arrived.filter((key) => key !== me).map((key) => nameOf(people, key));
      const words = () => arrivalWords(others, others.length < arrived.length);
      this.#tell(words);
      if (others.length > 0 && document.hidden) {
        this.#on.titled(words);
        this.#notices.show(words());
      }
    }
    this.#showWay();
  }

  /** What has happened, aloud and over the map. */
  #tell(words) {
    this.#said = moment();
    const time = formatClock(this.#on.now());
    tell(this.#parts.news, 'place.news', { time, words });
    announce('place', words);
  }

  #show() {
    const { row, name, who } = this.#parts;
    const { place } = this;
    row.hidden = !place;
    if (place) {
      const label = place.name;
      say(name, label ? 'place.named' : 'place.heading', label ? { name: label } : undefined);
      say(who, place.by ? 'place.setBy' : 'place.setAt', { name: place.by, time: () => formatClock(place.at) });
    }
    this.#showWay();
  }

  #showWay() {
    const me = this.#map.people.get(this.#map.me);
    this.#layer.show(this.place, me);
    showWhere(this.#parts.where, this.place && me ? whereFrom(me, this.place) : undefined);
  }
}

/** names: of others; isMine: oneself is there, too. */
function arrivalWords(names, isMine) {
  if (names.length === 0) {
    return t('place.arrived.me');
  }
  if (names.length > MOST_NAMES) {
    return t('place.arrived.many', { count: names.length });
  }
  return names.map((name) => t('place.arrived', { name })).concat(isMine ? t('place.arrived.me') : []).join(' ');
}
