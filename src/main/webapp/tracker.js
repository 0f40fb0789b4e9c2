import { NAME } from './lib/address.js';
import { announce } from './lib/announce.js';
import { ChatPanel } from './lib/chat/chat-panel.js';
import { Talk } from './lib/chat/talk.js';
import { byId, parts } from './lib/dom.js';
import './lib/install-offer.js';
import './lib/invite-dialog.js';
import { onLanguage, say, tell } from './lib/language.js';
import { LowPowerSwitch } from './lib/low-power-switch.js';
import { isAlone } from './lib/map-config.js';
import { MapPart } from './lib/map-part.js';
import { PlaceLayer } from './lib/map/place-layer.js';
import { NameField } from './lib/name-field.js';
import { cleanName } from './lib/name.js';
import { elsewhere } from './lib/own-room.js';
import { carryOn } from './lib/page-links.js';
import { PageTitle } from './lib/page-title.js';
import { Notices } from './lib/place/notices.js';
import { PlaceAsk } from './lib/place/place-ask.js';
import { PlacePart } from './lib/place/place-part.js';
import { rememberRoom } from './lib/recent-rooms.js';
import { Room } from './lib/room.js';
import { saveTrails } from './lib/save-trails.js';
import { ShareCard } from './lib/share-card.js';
import { Sharing } from './lib/sharing.js';
import { Sheet } from './lib/sheet.js';
import { chooseSpeedUnit, speedUnit } from './lib/speed-unit.js';
import { showFeed, showPill } from './lib/status.js';
import { saved } from './lib/storage.js';
import { useTiles } from './lib/tiles.js';
import { whyOf } from './lib/why.js';

const TICK_MS = 1000;
/** The least that is seen of the sheet, and of the map above it. */
const [PEEK_PX, MAP_PX] = [208, 232];
const TRAILS_OFF = 'echolocate.trailsOff';

const query = new URLSearchParams(location.search);
const watchOnly = query.has('watch');
let room;
const mapPart = new MapPart(
  {
    ...parts({
      map: 'map', list: 'people', more: 'people-more', heading: 'people-heading', empty: 'people-empty', updated: 'updated', problem: 'problem',
      follow: 'follow', unfollow: 'unfollow', following: 'following',
    }),
    person: parts({
      card: 'person', avatar: 'person-avatar', name: 'person-name', close: 'person-close', where: 'person-where', age: 'person-age',
      accuracy: 'person-accuracy', speed: 'person-speed', follow: 'person-follow', open: 'person-open', asks: 'person-asks',
      place: 'person-place', copy: 'person-copy', done: 'person-done', map: 'map',
    }),
  },
  now,
);
const { map } = mapPart;
const title = new PageTitle(document.querySelector('title'));
/** One name for the map and the chat. */
const nameField = new NameField(byId('name'), byId('name-note'), (chosen) => {
  sharing?.rename(chosen);
  talk.rename();
});
const sharing = watchOnly ? undefined : prepareSharing();
mapPart.sharing = sharing;
const sheet = prepareSheet();
const talk = prepareTalk();
const panel = preparePanel();
const placePart = preparePlace();

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
  const card = new ShareCard(
    parts({ card: 'card', title: 'card-title', who: 'card-who', times: 'card-times', agree: 'agree', look: 'look' }),
    { agreed: (minutes) => prepared.agree(minutes), looked: () => prepared.look() },
  );
  const prepared = new Sharing(
    parts({ share: 'share', walk: 'walk', shared: 'shared', words: 'position', note: 'note', until: 'until', more: 'until-more' }),
    nameField.name,
    {
      badName: (bad) => nameField.refused(bad),
      near: () => mapPart.people.get(mapPart.people.ordered().find((key) => key !== mapPart.me)),
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

function prepareTalk() {
  return new Talk(
    {
      problem: byId('chat-problem'),
      log: parts({ scroller: 'scroller', log: 'log', rows: 'rows', outgoing: 'outgoing', empty: 'log-empty', newest: 'newest', field: 'message' }),
      people: parts({ heading: 'guests-heading', list: 'guests', empty: 'guests-empty', more: 'guests-more' }),
      join: parts({
        form: 'join', field: 'chat-name', hint: 'join-hint', error: 'chat-name-error', join: 'join-button', cancel: 'name-cancel',
        instead: 'say', next: 'message',
      }),
      write: parts({ form: 'say', field: 'message', counter: 'counter', error: 'message-error' }),
    },
    now,
    {
      suggested: () => cleanName(nameField.name),
      chosen: (chosen) => nameField.take(chosen),
      seen: () => panel.isOpen && !document.hidden,
      unread: (count) => {
        panel.unread = count;
        title.unread = count;
      },
      isAt: () => byId('chat').contains(document.activeElement),
    },
  );
}

function preparePanel() {
  let before = sheet.state;
  const openTalk = () => {
    before = sheet.state;
    sheet.state = 'full';
    talk.look();
    // whom the others see has a name here, too
    if (sharing?.active && room.feed?.live) {
      talk.come();
    }
  };
  document.addEventListener('visibilitychange', () => document.hidden || talk.look());
  return new ChatPanel(
    {
      frame: document.body,
      ...parts({
        chat: 'chat', others: 'people-panel', tabs: 'tabs', othersTab: 'tab-people', chatTab: 'tab-chat', toggle: 'chat-toggle',
        words: 'chat-toggle-words', close: 'chat-close',
      }),
    },
    matchMedia('(max-width: 40rem)'),
    (open) => (open ? openTalk() : (sheet.state = before)),
  );
}

function tick() {
  mapPart.tick();
  placePart.tick();
}

function preparePlace() {
  const layer = map.lay((leaflet) => new PlaceLayer(leaflet, () => prepared.look()));
  const prepared = new PlacePart(
    parts({
      row: 'place', name: 'place-name', who: 'place-who', where: 'place-where', show: 'place-show', remove: 'place-remove',
      news: 'place-news', problem: 'place-problem',
    }),
    mapPart,
    layer,
    new Notices(byId('place-notices'), byId('place-notices-hint')),
    { now, name: () => byId('name').value, titled: (words) => (title.news = words) },
  );
  const asked = parts({ card: 'place-ask', title: 'place-ask-title', hint: 'place-ask-hint', set: 'place-set', cancel: 'place-cancel', open: 'place-open', map: 'map' });
  new PlaceAsk(asked, layer, { set: (place) => prepared.set(place), exists: () => Boolean(prepared.place) });
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
  ['gpx', 'geojson'].forEach((format) => byId(`save-${format}`).addEventListener('click', () => save(format)));
  byId('mph').setAttribute('aria-pressed', speedUnit() === 'mph');
  byId('mph').addEventListener('click', toggleMph);
  byId('zoom-in').addEventListener('click', () => map.zoom(1));
  byId('zoom-out').addEventListener('click', () => map.zoom(-1));
  byId('locate').addEventListener('click', locateMe);
  byId('reconnect').addEventListener('click', () => room.feed?.open());
  furnishMore();
  const invite = document.querySelector('invite-dialog').of({
    room: () => room.name,
    enter: moveTo,
    title: 'tracker.title',
    text: 'invite.text',
  });
  byId('invite-open').addEventListener('click', () => invite.open());
}

function prepareSheet() {
  const area = byId('main');
  const below = document.querySelector('.sheet');
  // as tracker.css has them
  const heights = () => ({ peek: PEEK_PX, half: 0.46 * area.clientHeight, full: Math.min(0.84 * area.clientHeight, area.clientHeight - MAP_PX) });
  return new Sheet(document.body, byId('sheet-toggle'), { heights, sheet: () => below.clientHeight });
}

/** A phone has no room for all of it. */
function furnishMore() {
  byId('more').open = !matchMedia('(max-width: 40rem)').matches;
  new LowPowerSwitch(byId('low-power'), byId('low-power-words'), () => {
    sharing?.renew();
    room.renew();
  });
}

/** Into a room, from none or from another one. */
function enter(name) {
  if (name && !NAME.test(name)) {
    refuse(name);
    return;
  }
  const error = (why) => tell(byId('problem'), 'feed.error', { why: whyOf(why) });
  // another part of the room comes in here
  room = new Room(name, { state: showState, error }, [mapPart, talk.enter(), placePart]);
  say(byId('room'), name ? 'tracker.room' : 'tracker.roomDefault', { room: name });
  carryOn();
  title.words = name ? ['tracker.titleOf', { room: name }] : ['tracker.title'];
  if (name) {
    rememberRoom(name, 'tracker');
  }
  room.join(name ? undefined : elsewhere(moveTo, byId('own-room')));
  sharing?.enter(name, name ? false : isAlone());
}

function moveTo(name, how = 'pushState') {
  tell(byId('own-room'));
  room.leave();
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
  room = new Room(name, {}, []);
  showPill(byId('status'), 'ended', 'feed.ended');
  tell(byId('explain'), 'name.badRoom');
  for (const id of ['share', 'walk', 'card', 'invite-open', 'room', 'chat', 'chat-toggle', 'tabs', 'place-open']) {
    byId(id).hidden = true;
  }
}

function showState(state) {
  showFeed(state, byId('status'), byId('explain'));
  byId('reconnect').hidden = state.state !== 'retrying' && state.state !== 'ended';
}

function locateMe() {
  if (mapPart.people.get(mapPart.me)) {
    mapPart.look(mapPart.me);
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
    if (!mapPart.trailsAsked) {
      room.renew();
    }
  } else {
    saved.set(TRAILS_OFF, 'yes');
  }
}

function save(format) {
  const { me, people, trails } = mapPart;
  const whose = byId('save-mine').checked ? [me] : [...people.keys()];
  tell(byId('save-done'), saveTrails(format, whose, people, trails, now()) ? 'save.done' : 'save.none');
}

function toggleMph() {
  chooseSpeedUnit(speedUnit() === 'mph' ? 'km/h' : 'mph');
  byId('mph').setAttribute('aria-pressed', speedUnit() === 'mph');
  mapPart.showAll();
}
