// The section "Live": a probe of the server, its handshake, and its frames in both directions as they come.

import { announce } from '../announce.js';
import { byId, make } from '../dom.js';
import { parseHex } from '../hex.js';
import { say, t, tell } from '../language.js';
import { BoundedLog } from '../log.js';
import { showPill } from '../status.js';
import { closeKey } from '../close-codes.js';
import { whyOf } from '../why.js';
import { foldedFrame } from './frames-view.js';
import { kindOf, messageOf } from './message.js';
import { showWire } from './wire-view.js';

const MOST_FRAMES = 100;
const MOST_BYTES = 1024;
const UNFOLDED = 2;
const TRY_AGAIN = 1013;
const PILLS = { away: 'ended', none: 'ended', opening: 'connecting', open: 'live', closed: 'ended' };

/** send(command) to the session. Gives what the session is to call: here(), told(message), away(). */
export function startLive(send) {
  let state = 'away';
  let number = 0;
  const unfolded = [];
  const log = new BoundedLog({ limit: MOST_FRAMES, rows: byId('live-frames'), scroller: byId('live-log'), render: draw, changed: showCount });

  byId('live-toggle').addEventListener('click', () => (state === 'opening' || state === 'open' ? send({ probe: 'close' }) : open()));
  byId('live-form').addEventListener('submit', (event) => (event.preventDefault(), submit()));
  byId('live-opcode').addEventListener('change', showKind);
  showKind();
  show('away');

  function open() {
    if (state === 'away') {
      tell(byId('live-words'), 'inspect.live.away');
      return;
    }
    log.clear();
    number = 0;
    byId('live-shaken').hidden = true;
    tell(byId('live-words'));
    complain();
    show('opening');
    send({ probe: 'open' });
  }

  function submit() {
    const value = (name) => byId(`live-${name}`).value;
    const asked = { opcode: value('opcode'), mask: value('mask'), fragments: value('fragments'), code: value('code'), typed: value('message') };
    const { message, error, values } = messageOf(asked, MOST_BYTES);
    complain(state === 'open' ? error : 'inspect.live.openFirst', values);
    if (message && state === 'open') {
      send({ send: message });
    }
  }

  function told({ probe, sent, received, error }) {
    if (error) {
      refused(error);
    } else if (probe) {
      changed(probe);
    } else {
      number += 1;
      log.add({ number, direction: sent ? 'sent' : 'received', ...(sent ?? received) });
    }
  }

  /** What can't be done now is said beneath the button that asked for it. */
  function refused({ code, message }) {
    const why = whyOf({ code, message });
    const known = { probes_full: 'inspect.live.error.probes_full', probes_off: 'inspect.live.error.probes_off', address_unknown: 'inspect.live.error.address_unknown', certificate_unknown: 'inspect.live.error.certificate_unknown' };
    if (state === 'opening') {
      show('closed');
      tell(byId('live-words'), known[code] ?? 'inspect.failed', { why });
      announce('live-words', () => t(known[code] ?? 'inspect.failed', { why }));
    } else {
      complain(code === 'busy' ? 'inspect.live.error.busy' : code === 'no_probe' ? 'inspect.live.openFirst' : 'inspect.failed', { why });
    }
  }

  function changed({ state: next, why, words, request, response, close }) {
    if (request) {
      byId('live-shaken').hidden = false;
      showWire(byId('live-request'), request);
      showWire(byId('live-response'), response);
    }
    show(next === 'open' ? 'open' : 'closed');
    if (next === 'open') {
      return;
    }
    const [key, values] = outcome(why, words, response, close);
    tell(byId('live-words'), key, values);
    announce('live-words', () => t(key, values));
  }

  function show(next) {
    state = next;
    showPill(byId('live-state'), PILLS[next], `inspect.live.state.${next}`);
    say(byId('live-toggle'), next === 'opening' || next === 'open' ? 'inspect.live.close' : 'inspect.live.open');
    say(byId('live-empty'), next === 'open' ? 'inspect.live.noFrame' : 'inspect.live.empty');
  }

  function draw(entry) {
    const [frame] = entry.frames;
    const heading = make('h3');
    heading.id = `live-${entry.direction}-${entry.number}`;
    say(heading, `inspect.live.${entry.direction}`, { number: entry.number, name: frame.name, opcode: frame.opcode, length: frame.length });
    const { element, details } = foldedFrame(frame, entry.hex, heading);
    element.dataset.direction = entry.direction;
    if (entry.automatic) {
      const hint = make('p', 'hint');
      say(hint, 'inspect.live.automatic');
      heading.after(hint);
    }
    details.open = true;
    unfolded.push(details);
    if (unfolded.length > UNFOLDED) {
      unfolded.shift().open = false;
    }
    announce('live', () => t(`inspect.live.${entry.direction}`, { number: entry.number, name: frame.name, opcode: frame.opcode, length: frame.length }));
    return element;
  }

  return {
    /** The session is open. */
    here() {
      tell(byId('live-words'));
      show('none');
    },
    /** It is not; with it goes the probe. */
    away() {
      if (state === 'open' || state === 'opening') {
        tell(byId('live-words'), 'inspect.live.away');
      }
      show('away');
    },
    told,
  };
}

/** The words of an end, as [key, values]. */
function outcome(why, words, response, close) {
  if (why === 'refused') {
    return ['inspect.live.why.refused', { status: response.split(' ')[1] ?? '' }];
  }
  if (close?.code === TRY_AGAIN) {
    return ['inspect.live.full', { reason: close.reason || '–' }];
  }
  if (why === 'closed' && close) {
    const key = close.reason ? 'inspect.live.why.closedBecause' : 'inspect.live.why.closed';
    return [key, { code: String(close.code), reason: close.reason, words: () => t(closeKey(close.code)) }];
  }
  const key = `inspect.live.why.${why}`;
  return t(key) === key ? ['inspect.failed', { why: words }] : [key];
}

function showCount(count) {
  byId('live-empty').hidden = count > 0;
}

function showKind() {
  const kind = kindOf(byId('live-opcode').value);
  byId('live-code-field').hidden = kind !== 'reason';
  say(byId('live-message-label'), `inspect.message.${kind}`);
  if (kind === 'hex' && parseHex(byId('live-message').value).error) {
    byId('live-message').value = '48 65 6c 6c 6f';
  }
}

function complain(error, values) {
  tell(byId('live-error'), error, values);
  const field = byId(error === 'inspect.badCode' ? 'live-code' : 'live-message');
  for (const each of [byId('live-message'), byId('live-code')]) {
    each.removeAttribute('aria-invalid');
  }
  if (error && error !== 'inspect.live.openFirst') {
    field.setAttribute('aria-invalid', 'true');
    field.focus();
  }
}
