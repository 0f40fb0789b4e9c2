// The state of a feed in plain words: a short pill, and a sentence where something can be explained.

import { announce } from './announce.js';
import { closeKey } from './close-codes.js';
import { say, t, tell } from './language.js';
import { EVERY_MS } from './transports/poll.js';
import { ofAddress } from './why.js';

const HTTP = { 0: 'close.1006', 400: 'http.400', 403: 'http.403', 404: 'http.404', 421: 'http.421', 429: 'http.429', 503: 'http.503' };

/** Shows a state of Feed in a pill, and in a paragraph if there is one; says it aloud only when it has changed. */
export function showFeed(state, pill, explain, values = {}) {
  const [key, more] = words(state);
  showPill(pill, state.state, key, { every: EVERY_MS / 1000, ...state, ...values });
  if (explain) {
    tell(explain, more?.[0], more?.[1]);
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

function words(state) {
  switch (state.state) {
    case 'retrying':
      return ['feed.retrying', [state.everLive || (state.code > 0 && state.code < 1000) ? 'feed.lost' : 'feed.noAnswer', { why: () => t(ofAddress(state.reason) ? 'why.share' : whyKey(state.code)) }]];
    case 'ended':
      return ['feed.ended', [state.reason ? 'feed.endedBecause' : 'feed.endedWhy', why(state)]];
    case 'live':
      return [`feed.live.${state.transport}`];
    default:
      return [`feed.${state.state}`];
  }
}

/** Below 1000 it is an HTTP status; 0: no answer at all, which is what 1006 says. */
function whyKey(code) {
  return code >= 1000 ? closeKey(code) : (HTTP[code] ?? 'http.other');
}

function why({ code, reason }) {
  return { code: String(code), reason, why: () => t(whyKey(code)) };
}
