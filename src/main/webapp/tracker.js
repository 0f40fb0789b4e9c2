import { NAME } from './lib/address.js';
import { announce } from './lib/announce.js';
import { byId, parts } from './lib/dom.js';
import './lib/invite-dialog.js';
import { onLanguage, say, t, tell } from './lib/language.js';
import { nameOf } from './lib/look.js';
import { MapView } from './lib/map/map-view.js';
import { Trails } from './lib/map/trails.js';
import { NameField } from './lib/name-field.js';
import { elsewhere } from './lib/own-room.js';
import { rememberRoom } from './lib/recent-rooms.js';
import { isAlone } from './lib/map-config.js';
import { keyOf, People } from './lib/people.js';
import { PeopleList } from './lib/people-list.js';
import { PersonCard } from './lib/person-card.js';
import { Room } from './lib/room.js';
import { saveTrails } from './lib/save-trails.js';
import { ShareCard } from './lib/share-card.js';
import { Sharing } from './lib/sharing.js';
import { Sheet } from './lib/sheet.js';
import { showFeed, showPill } from './lib/status.js';
import { chooseSpeedUnit, speedUnit } from './lib/speed-unit.js';
import { saved } from './lib/storage.js';
import { useTiles } from './lib/tiles.js';
import { Updates } from './lib/updates.js';
import { whereFrom, whereWords } from './lib/where.js';
import { whyOf } from './lib/why.js';

const TICK_MS = 1000;
/** A fix that is said again, after a reconnect say, is newer by milliseconds: no news. */
const SAID_AGAIN_MS = 50;
/** The least that is seen of the sheet, and of the map above it. */
const [PEEK_PX, MAP_PX] = [124, 232];
const TRAILS_OFF = 'echolocate.trailsOff';

const query = new URLSearchParams(location.search);
const watchOnly = query.has('watch');
let room;
let trailsAsked = false;
let picked;
const people = new People();
const trails = new Trails();
const map = new MapView(byId('map'), people, trails, { picked: (key) => pick(key), followed: showFollowed, pointed: sayPointed, now });
const list = new PeopleList(byId('people'), byId('people-more'), people, { picked: (key) => pick(key, true), now });
const person = new PersonCard(
  parts({
    card: 'person', avatar: 'person-avatar', name: 'person-name', close: 'person-close', where: 'person-where', age: 'person-age',
    accuracy: 'person-accuracy', speed: 'person-speed', follow: 'person-follow', open: 'person-open', asks: 'person-asks',
    place: 'person-place', copy: 'person-copy', done: 'person-done', map: 'map',
  }),
  people,
  { now, followed: () => map.followed, follow: (key) => map.follow(key) },
);
const updates = new Updates(byId('updated'), people);
const sharing = watchOnly ? undefined : prepareSharing();

furnish();
useTiles(map, byId('attribution'), byId('map-hint'));
setInterval(tick, TICK_MS);
onLanguage(() => map.redraw());
enter(query.get('room') ?? '');

/** Everybody's time, the server's: a device's own clock may be wrong by hours. */
function now() {
  return room?.feed?.clock.now() ?? Date.now();
}

function prepareSharing() {
  const name = new NameField(byId('name'), byId('name-note'), (chosen) => prepared.rename(chosen));
  const card = new ShareCard(
    parts({ card: 'card', title: 'card-title', who: 'card-who', times: 'card-times', agree: 'agree', look: 'look' }),
    { agreed: (minutes) => prepared.agree(minutes), looked: () => prepared.look() },
  );
  const prepared = new Sharing(
    parts({ share: 'share', walk: 'walk', shared: 'shared', words: 'position', note: 'note', until: 'until', more: 'until-more' }),
    name.name,
    {
      badName: (bad) => name.refused(bad),
      near: () => people.get(people.ordered().find((key) => key !== list.me)),
      ask: (isOver) => {
        card.open({ isPublic: !room.name, isOver });
        byId('share').hidden = true;
      },
      answered: () => {
        card.close();
        byId('share').hidden = false;
      },
    },
  );
  return prepared;
}

function furnish() {
  for (const id of ['share', 'walk', 'card']) {
    byId(id).hidden = watchOnly;
  }
  if (watchOnly) {
    say(byId('position'), 'position.watchOnly');
  }
  map.withTrails = saved.get(TRAILS_OFF) === null;
  byId('trails').setAttribute('aria-pressed', map.withTrails);
  byId('trails').addEventListener('click', toggleTrails);
  byId('fit').addEventListener('click', () => map.fitAll());
  byId('follow').addEventListener('click', () => map.follow(map.followed === undefined ? followable() : undefined));
  byId('unfollow').addEventListener('click', () => map.follow(undefined));
  ['gpx', 'geojson'].forEach((format) => byId(`save-${format}`).addEventListener('click', () => save(format)));
  byId('mph').setAttribute('aria-pressed', speedUnit() === 'mph');
  byId('mph').addEventListener('click', toggleMph);
  byId('zoom-in').addEventListener('click', () => map.zoom(1));
  byId('zoom-out').addEventListener('click', () => map.zoom(-1));
  byId('locate').addEventListener('click', locateMe);
  byId('reconnect').addEventListener('click', () => room.feed?.open());
  furnishSheet();
  const invite = document.querySelector('invite-dialog').of({
    room: () => room.name,
    enter: moveTo,
    title: 'tracker.title',
    text: 'invite.text',
  });
  byId('invite-open').addEventListener('click', () => invite.open());
}

function furnishSheet() {
  const area = byId('main');
  const sheet = document.querySelector('.sheet');
  // as tracker.css has them
  const heights = () => ({ peek: PEEK_PX, half: 0.46 * area.clientHeight, full: Math.min(0.84 * area.clientHeight, area.clientHeight - MAP_PX) });
  new Sheet(document.body, byId('sheet-toggle'), { heights, sheet: () => sheet.clientHeight });
}

/** Into a room, from none or from another one. */
function enter(name) {
  if (name && !NAME.test(name)) {
    refuse(name);
    return;
  }
  room = new Room(name, {
    trails: () => (trailsAsked = map.withTrails),
    joined: (feed) => sharing && (sharing.feed = feed),
    beat: () => sharing?.shown,
    bye: () => sharing?.leaving,
    state: showState,
    frame: showFrame,
    you: ({ id }) => {
      list.me = keyOf(id);
      map.me = keyOf(id);
      person.me = keyOf(id);
      if (sharing) {
        sharing.id = id;
      }
    },
    error: (error) => sharing?.refused(error) || tell(byId('problem'), 'feed.error', { why: whyOf(error) }),
  });
  say(byId('room'), name ? 'tracker.room' : 'tracker.roomDefault', { room: name });
  if (name) {
    rememberRoom(name, 'tracker');
  }
  room.join(name ? undefined : elsewhere(moveTo, byId('own-room')));
  sharing?.enter(name, name ? false : isAlone());
}

function moveTo(name, how = 'pushState') {
  tell(byId('own-room'));
  room.leave();
  if (sharing) {
    sharing.feed = undefined;
  }
  show(people.clear());
  const url = new URL(location.href);
  url.searchParams.set('room', name);
  history[how](null, '', url);
  enter(name);
}

// back to the room before; the link that skips to the content comes here, too
addEventListener('popstate', () => {
  if ((new URLSearchParams(location.search).get('room') ?? '') !== room.name) {
    location.reload();
  }
});

function refuse(name) {
  room = new Room(name);
  showPill(byId('status'), 'ended', 'feed.ended');
  tell(byId('explain'), 'name.badRoom');
  for (const id of ['share', 'walk', 'card', 'invite-open', 'room']) {
    byId(id).hidden = true;
  }
}

function showState(state) {
  showFeed(state, byId('status'), byId('explain'));
  byId('reconnect').hidden = state.state !== 'retrying' && state.state !== 'ended';
  const live = state.state === 'live';
  byId('people').dataset.line = live ? 'live' : 'away';
  map.connected = live;
  if (live) {
    tell(byId('problem'));
  }
  if (sharing) {
    sharing.line = state;
  }
}

function showFrame(frame) {
  sharing?.heard(frame);
  const names = new Map(frame.items.filter(({ left }) => left).map(({ id }) => [keyOf(id), nameOf(people, keyOf(id))]));
  const before = new Map(frame.items.map(({ id }) => [keyOf(id), people.get(keyOf(id))?.at]));
  const change = people.apply(frame);
  for (const item of frame.items) {
    if (!item.left && !people.get(keyOf(item.id))?.mistake) {
      trails.take(keyOf(item.id), item);
      delete item.trail;
    }
  }
  show(change);
  const isNews = (key) => !(Math.abs(people.get(key).at - before.get(key)) < SAID_AGAIN_MS);
  updates.moved(change.changed.filter(isNews), list.me);
  updates.left(change.left.filter((key) => key !== list.me && names.has(key)).map((key) => names.get(key)));
  if (before.has(list.me)) {
    // what was refused before is overtaken
    tell(byId('problem'));
  }
}

function show(change) {
  change.left.forEach((key) => trails.remove(key));
  list.update(change);
  map.update(change);
  person.update(change);
  if (change.changed.includes(map.followed)) {
    sayFollowed();
  }
  const count = people.size;
  say(byId('people-heading'), count ? 'tracker.people' : 'tracker.people.none', count ? { count } : undefined);
  byId('people-empty').hidden = count > 0;
  if (Number(byId('people').dataset.count ?? 0) !== count) {
    byId('people').dataset.count = count;
    announce('people', () => (count ? t('tracker.people', { count }) : t('tracker.people.none')));
  }
}

function tick() {
  sharing?.tick();
  list.tick();
  person.show();
  map.tick();
}

/** takesFocus: by the list, not at the map. */
function pick(key, takesFocus = false) {
  person.open(key, takesFocus);
  look(key);
}

function look(key) {
  picked = key;
  list.mark(key);
  if (map.followed === undefined) {
    map.centre(key);
  } else {
    map.follow(key);
  }
}

/** Who was picked last, or oneself, or whoever is first. */
function followable() {
  return [picked, list.me].find((key) => people.get(key)) ?? people.ordered(list.me)[0];
}

function showFollowed(key) {
  byId('follow').setAttribute('aria-pressed', key !== undefined);
  byId('unfollow').hidden = key === undefined;
  person.show();
  sayFollowed();
  if (key !== undefined) {
    announce('following', () => byId('following').textContent);
  }
}

/** Whom the map follows, by the name of the moment. */
function sayFollowed() {
  const key = map.followed;
  tell(byId('following'), key && (key === list.me ? 'tracker.following.me' : 'tracker.following'), { name: () => nameOf(people, key) });
}

/** A keyboard is at the arrow that leads to somebody. */
function sayPointed(key) {
  announce('arrow', () => {
    const where = key === list.me ? undefined : whereFrom(people.get(list.me), people.get(key));
    return t(where ? 'map.arrow' : 'map.arrow.nowhere', { name: nameOf(people, key), where: where && whereWords(where) });
  });
}

function locateMe() {
  if (people.get(list.me)) {
    look(list.me);
  } else {
    tell(byId('note'), watchOnly ? 'position.watchOnly' : 'tracker.locate.none');
    announce('note', () => byId('note').textContent);
  }
}

function toggleTrails() {
  map.withTrails = !map.withTrails;
  byId('trails').setAttribute('aria-pressed', map.withTrails);
  if (map.withTrails) {
    saved.remove(TRAILS_OFF);
    if (!trailsAsked) {
      room.feed?.renew();
    }
  } else {
    saved.set(TRAILS_OFF, 'yes');
  }
}

function save(format) {
  const whose = byId('save-mine').checked ? [list.me] : [...people.keys()];
  tell(byId('save-done'), saveTrails(format, whose, people, trails, now()) ? 'save.done' : 'save.none');
}

function toggleMph() {
  chooseSpeedUnit(speedUnit() === 'mph' ? 'km/h' : 'mph');
  byId('mph').setAttribute('aria-pressed', speedUnit() === 'mph');
  list.showAll();
  person.show();
}
