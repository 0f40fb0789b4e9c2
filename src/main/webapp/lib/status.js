// The state of a feed in plain words: a short pill, and a sentence where something can be explained.

import { announce } from './announce.js';
import { closeKey } from './close-codes.js';
import { say, t, tell } from './language.js';

/** Shows a state of Feed in a pill, and in a paragraph if there is one; says it aloud only when it has changed. */
export function showFeed(state, pill, explain, values = {}) {
  const [key, more] = words(state);
  showPill(pill, state.state, key, { ...state, ...values });
  if (explain) {
    tell(explain, more?.[0], more?.[1]);
  }
  return key;
}

/** Shows a state in a pill; the same state again is not announced (a countdown would chatter). */
export function showPill(pill, state, key, values) {
  const changed = pill.dataset.state !== state;
  pill.dataset.state = state;
  say(pill.querySelector('.status-words'), key, values);
  if (changed) {
    const { prefix } = values ?? {};
    announce(pill.id || prefix, () => (prefix ? `${prefix}: ${t(key, values)}` : t(key, values)));
  }
}

function words(state) {
  switch (state.state) {
    case 'retrying':
      return ['feed.retrying', [state.everLive ? 'feed.lost' : 'feed.noAnswer', { why: () => t(closeKey(state.code)) }]];
    case 'ended':
      return ['feed.ended', [state.reason ? 'feed.endedBecause' : 'feed.endedWhy', why(state)]];
    default:
      return [`feed.${state.state}`];
  }
}

function why({ code, reason }) {
  return { code: String(code), reason, why: () => t(closeKey(code)) };
}
