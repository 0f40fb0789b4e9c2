import { NAME, socketAddress } from './lib/address.js';
import { announce } from './lib/announce.js';
import { byId } from './lib/dom.js';
import { Feed } from './lib/feed.js';
import { onLanguage, say, t, tell } from './lib/language.js';
import { Member } from './lib/member.js';
import { startPage } from './lib/page.js';
import { keyOf, People } from './lib/people.js';
import { PeopleList } from './lib/people-list.js';
import { Sharing } from './lib/sharing.js';
import { showFeed, showPill } from './lib/status.js';

const TICK_MS = 1000;

startPage();
const room = new URLSearchParams(location.search).get('room') ?? '';
const people = new People();
const list = new PeopleList(byId('people'), people);
say(byId('room'), room ? 'tracker.room' : 'tracker.roomDefault', { room });
onLanguage(() => list.showAll());
setInterval(() => list.tick(), TICK_MS);
if (room && !NAME.test(room)) {
  refuseRoom();
} else {
  join(new Member(room));
}

function refuseRoom() {
  showPill(byId('status'), 'ended', 'feed.ended');
  tell(byId('explain'), 'name.badRoom');
  byId('share').hidden = true;
}

async function join(member) {
  const feed = new Feed(
    (query) => socketAddress(room ? `tracker/${room}` : 'tracker', query),
    {
      state: showState,
      frame: showFrame,
      you: (you) => {
        member.keep(you);
        list.me = keyOf(you.id);
        sharing.id = you.id;
      },
      error: (error) => failed(error),
    },
    await member.recall(),
  );
  const sharing = new Sharing(feed, { button: byId('share'), words: byId('position') });

  function showState(state) {
    showFeed(state, byId('status'), byId('explain'));
    const waits = state.state === 'retrying' || state.state === 'ended';
    byId('reconnect').hidden = !waits;
    if (state.state === 'live') {
      tell(byId('problem'));
      sharing.connected();
    }
  }

  function failed({ code, message }) {
    if (code === 'id_taken') {
      // somebody else lives with our id: come back as somebody new
      member.forget();
      feed.forget();
    } else {
      tell(byId('problem'), 'feed.error', { code, message });
    }
  }

  byId('reconnect').addEventListener('click', () => feed.open());
  feed.open();
  sharing.begin();
}

function showFrame(frame) {
  list.update(people.apply(frame));
  if (frame.items.some(({ id }) => keyOf(id) === list.me)) {
    // what was refused before is overtaken
    tell(byId('problem'));
  }
  const count = people.size;
  say(byId('people-heading'), count ? 'tracker.people' : 'tracker.people.none', count ? { count } : undefined);
  byId('people-empty').hidden = count > 0;
  if (Number(byId('people').dataset.count ?? 0) !== count) {
    byId('people').dataset.count = count;
    announce('people', () => (count ? t('tracker.people', { count }) : t('tracker.people.none')));
  }
}
