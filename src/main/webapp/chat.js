import { NAME } from './lib/address.js';
import { announce } from './lib/announce.js';
import { ChatLog } from './lib/chat/chat-log.js';
import { ChatRoom } from './lib/chat/chat-room.js';
import { Composer } from './lib/chat/composer.js';
import { Conversation, keyOf } from './lib/chat/conversation.js';
import { NameForm } from './lib/chat/name-form.js';
import { Outgoing } from './lib/chat/outgoing.js';
import { WhoIsHere } from './lib/chat/who-is-here.js';
import { byId, parts } from './lib/dom.js';
import './lib/invite-dialog.js';
import { say, t, tell } from './lib/language.js';
import { elsewhere } from './lib/own-room.js';
import { rememberRoom } from './lib/recent-rooms.js';
import { showFeed, showPill } from './lib/status.js';
import { whyOf } from './lib/why.js';

const WHY = new Set(['too_long', 'name_needed', 'name_taken']);
const FAILED = new Set(['closed', 'busy', 'unknown']);

const conversation = new Conversation();
let room;
const log = new ChatLog(
  parts({ scroller: 'scroller', log: 'log', rows: 'rows', outgoing: 'outgoing', empty: 'log-empty', newest: 'newest', field: 'message' }),
  { mine: isMe, now, again: sendAgain, discard: (ref) => outgoing.remove(ref) },
);
const outgoing = new Outgoing(() => log.showOutgoing(outgoing.entries), now);
const here = new WhoIsHere(
  parts({ heading: 'people-heading', list: 'people', empty: 'people-empty', more: 'people-more' }),
  conversation,
  () => nameForm.show(room.name),
);
const nameForm = new NameForm(
  parts({
    form: 'join',
    field: 'name',
    hint: 'join-hint',
    error: 'name-error',
    join: 'join-button',
    cancel: 'name-cancel',
    instead: 'say',
    next: 'message',
  }),
  (name) => room.enter(name),
);
const composer = new Composer(parts({ form: 'say', field: 'message', counter: 'counter', error: 'message-error' }), sayIt);
let seen = false;
/** The name to ask for in the room that one moves to. */
let wanted;

furnish();
enter(new URLSearchParams(location.search).get('room') ?? '');

function furnish() {
  byId('reconnect').addEventListener('click', () => room.feed?.open());
  byId('people-toggle').addEventListener('click', ({ currentTarget }) => {
    currentTarget.setAttribute('aria-expanded', byId('side').classList.toggle('unfolded'));
  });
  const invite = document.querySelector('invite-dialog').of({
    room: () => room.room,
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
  seen = false;
  room = new ChatRoom(name, {
    state: showState,
    frame: showFrame,
    recalled: (known) => (known === undefined ? nameForm.show() : nameForm.hide()),
    inside: showMe,
    nameRefused: showNameRefused,
    refused: showRefused,
  });
  say(byId('room'), name ? 'tracker.room' : 'tracker.roomDefault', { room: name });
  if (name) {
    rememberRoom(name, 'chat');
  }
  room.join(name ? undefined : elsewhere(moveTo, byId('own-room')));
}

/** With the same name, if it is free there. */
function moveTo(name, how = 'pushState') {
  tell(byId('own-room'));
  const called = room.name;
  room.leave();
  outgoing.clear();
  conversation.clear();
  log.clear();
  here.show();
  const url = new URL(location.href);
  url.searchParams.set('room', name);
  history[how](null, '', url);
  enter(name);
  wanted = called;
}

// back to the room before; the link that skips to the content comes here, too
addEventListener('popstate', () => {
  if ((new URLSearchParams(location.search).get('room') ?? '') !== room.room) {
    location.reload();
  }
});

function refuse(name) {
  room = new ChatRoom(name, {});
  showPill(byId('status'), 'ended', 'feed.ended');
  tell(byId('explain'), 'name.badRoom');
  for (const id of ['invite-open', 'room', 'write']) {
    byId(id).hidden = true;
  }
}

function showState(state) {
  showFeed(state, byId('status'), byId('explain'));
  byId('reconnect').hidden = state.state !== 'retrying' && state.state !== 'ended';
  here.away = state.state !== 'live';
  if (here.away) {
    outgoing.lose();
    return;
  }
  tell(byId('problem'));
  if (wanted !== undefined) {
    room.enter(wanted);
    wanted = undefined;
  }
}

function showFrame(frame) {
  const { events, reset, gap, people } = conversation.apply(frame);
  if (reset && seen) {
    log.clear();
    log.add([{ notice: 'chat.reset' }]);
  }
  events.forEach(({ ref }) => outgoing.seen(ref));
  log.add(gap ? [{ notice: 'chat.gap', values: { count: gap } }, ...events] : events);
  if (people || !seen) {
    here.show(room.name);
  }
  if (!frame.more) {
    outgoing.settle();
    byId('log').setAttribute('aria-busy', 'false');
    if (!seen) {
      // what was said before is read by whoever goes there; what is said from now on is news
      setTimeout(() => byId('log').setAttribute('aria-live', 'polite'), 0);
      log.toEnd();
    }
    seen = true;
  }
}

/** The time of the server: that of the device may be another one. */
function now() {
  return room?.feed?.clock.now() ?? Date.now();
}

function isMe(name) {
  return room.name !== undefined && keyOf(room.name) === keyOf(name);
}

function showMe(name) {
  here.show(name);
  composer.name = name;
  log.redraw();
  if (name === undefined) {
    nameForm.show();
    return;
  }
  nameForm.done(name);
  nameForm.hide();
}

function showNameRefused(error) {
  if (byId('join').hidden) {
    nameForm.show(room.name);
  }
  nameForm.refuse(error, room.name);
  announce('name', () => byId('name-error').textContent);
}

function showRefused({ code, message, ref }) {
  const why = WHY.has(code) ? () => t(`chat.why.${code}`) : whyOf({ code, message });
  if (ref === undefined) {
    tell(byId('problem'), 'feed.error', { why });
  } else {
    outgoing.failed(ref, { key: 'chat.failed.refused', values: { why } });
  }
}

async function sayIt(text) {
  const item = outgoing.add(text);
  log.toEnd();
  const outcome = await room.send(item);
  if (FAILED.has(outcome)) {
    outgoing.failed(item.ref, { key: `chat.failed.${outcome}` });
    announce('failed', () => t(`chat.failed.${outcome}`));
  }
}

function sendAgain(ref) {
  sayIt(outgoing.remove(ref));
  composer.focus();
}
