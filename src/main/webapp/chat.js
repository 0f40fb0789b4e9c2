import { NAME } from './lib/address.js';
import { Talk } from './lib/chat/talk.js';
import { byId, parts } from './lib/dom.js';
import './lib/invite-dialog.js';
import { say, tell } from './lib/language.js';
import { elsewhere } from './lib/own-room.js';
import { carryOn } from './lib/page-links.js';
import { rememberRoom } from './lib/recent-rooms.js';
import { Room } from './lib/room.js';
import { showFeed, showPill } from './lib/status.js';
import { whyOf } from './lib/why.js';

let room;
const talk = new Talk(
  {
    problem: byId('problem'),
    log: parts({ scroller: 'scroller', log: 'log', rows: 'rows', outgoing: 'outgoing', empty: 'log-empty', newest: 'newest', field: 'message' }),
    people: parts({ heading: 'people-heading', list: 'people', empty: 'people-empty', more: 'people-more' }),
    join: parts({
      form: 'join', field: 'name', hint: 'join-hint', error: 'name-error', join: 'join-button', cancel: 'name-cancel',
      instead: 'say', next: 'message',
    }),
    write: parts({ form: 'say', field: 'message', counter: 'counter', error: 'message-error' }),
  },
  () => room?.feed?.clock.now() ?? Date.now(),
);

furnish();
enter(new URLSearchParams(location.search).get('room') ?? '');

function furnish() {
  byId('reconnect').addEventListener('click', () => room.feed?.open());
  byId('people-toggle').addEventListener('click', ({ currentTarget }) => {
    currentTarget.setAttribute('aria-expanded', byId('side').classList.toggle('unfolded'));
  });
  const invite = document.querySelector('invite-dialog').of({
    room: () => room.name,
    enter: moveTo,
    title: 'chat.title',
    text: 'invite.textChat',
  });
  byId('invite-open').addEventListener('click', () => invite.open());
}

/** Into a room, from none or from another one. */
function enter(name) {
  if (name && !NAME.test(name)) {
    refuse(name);
    return;
  }
  const error = (why) => tell(byId('problem'), 'feed.error', { why: whyOf(why) });
  // who only talks has no use for what goes on on the map
  room = new Room(name, { state: showState, error }, [talk.enter()], { door: 'chat' });
  say(byId('room'), name ? 'tracker.room' : 'tracker.roomDefault', { room: name });
  carryOn();
  if (name) {
    rememberRoom(name, 'chat');
  }
  room.join(name ? undefined : elsewhere(moveTo, byId('own-room')));
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
  for (const id of ['invite-open', 'room', 'write']) {
    byId(id).hidden = true;
  }
}

function showState(state) {
  showFeed(state, byId('status'), byId('explain'));
  byId('reconnect').hidden = state.state !== 'retrying' && state.state !== 'ended';
}
