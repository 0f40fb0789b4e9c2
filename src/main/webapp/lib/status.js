// The state of a feed in plain words: a short pill, and a sentence where something can be explained. Both say for how long there has
// been no news.

import { announce } from './announce.js';
import { formatSpan } from './format.js';
import { say, t, tell } from './language.js';
import { EVERY_MS } from './transports/poll.js';
import { whyFailed } from './why.js';

const TICK_MS = 1000;
const ticking = new WeakMap();

/** Shows a state of Feed in a pill, and in a paragraph if there is one; says it aloud only when it has changed. */
export function showFeed(state, pill, explain, values = {}) {
  const age = () => formatSpan(performance.now() - state.lastHeard);
  const [key, more] = words(state);
  const show = () => {
    showPill(pill, state.state, key, { every: EVERY_MS / 1000, ...state, age, ...values });
    if (explain) {
      tell(explain, more, { ...state, age, why: whyFailed(state) });
    }
  };
  show();
  clearInterval(ticking.get(pill));
  if (state.state === 'connecting' && state.lastHeard !== undefined) {
    ticking.set(pill, setInterval(show, TICK_MS));
  }
  return key;
}

/** Shows a state in a pill; the same state again is not announced (a countdown would chatter). */
export function showPill(pill, state, key, values) {
  const { transport = '' } = values ?? {};
  const changed = pill.dataset.state !== state || (pill.dataset.transport ?? '') !== transport;
  pill.dataset.state = state;
  pill.dataset.transport = transport;
  say(pill.querySelector('.status-words'), key, values);
  if (changed) {
    const { prefix } = values ?? {};
    announce(pill.id || prefix, () => (prefix ? `${prefix}: ${t(key, values)}` : t(key, values)));
  }
}

/** The keys of the words for the pill, and for the sentence. */
function words({ state, transport, lastHeard, silent, code, problem }) {
  const heard = lastHeard !== undefined;
  // that it says there is one means little
  const offline = navigator.onLine === false;
  switch (state) {
    case 'connecting':
      return heard ? ['feed.again', 'feed.stale'] : ['feed.connecting'];
    case 'retrying':
      if (heard) {
        return ['feed.retryingAgain', offline ? 'feed.offlineAgain' : silent ? 'feed.stale' : 'feed.lost'];
      }
      // a close code says less of a server that never answered than that it didn't
      return ['feed.retrying', offline ? 'feed.offline' : problem || (code > 0 && code < 1000) ? 'feed.notYet' : 'feed.noAnswer'];
    case 'ended':
      return ['feed.ended', 'feed.endedWhy'];
    case 'live':
      return [`feed.live.${transport}`];
    default:
      return [`feed.${state}`];
  }
}
