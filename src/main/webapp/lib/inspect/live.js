// The section "Live": a probe of the server, its handshake, and its frames in both directions as they come.

import { announce } from '../announce.js';
import { make } from '../dom.js';
import { say, t, tell } from '../language.js';
import { BoundedLog } from '../log.js';
import { showPill } from '../status.js';
import { closeKey } from '../close-codes.js';
import { whyOf } from '../why.js';
import { FrameForm } from './frame-form.js';
import { foldedFrame } from './frames-view.js';
import { showWire } from './wire-view.js';

const MOST_FRAMES = 100;
const MOST_BYTES = 1024;
const UNFOLDED = 2;
const TRY_AGAIN = 1013;
const PILLS = { away: 'ended', none: 'ended', opening: 'connecting', open: 'live', closed: 'ended' };

/**
 * parts: elements {pill, toggle (a button), words, shaken (what request and response stand in), request, response, log (scrolls), frames,
 * empty}, and those of FrameForm; send(command) to the session. Gives what the session is to call: here(), told(message), away().
 */
export function startLive(parts, send) {
  const { pill, toggle, words, shaken, empty } = parts;
  let state = 'away';
  let number = 0;
  const unfolded = [];
  const changed = (count) => (empty.hidden = count > 0);
  const log = new BoundedLog({ limit: MOST_FRAMES, rows: parts.frames, scroller: parts.log, render: draw, changed });
  const form = new FrameForm(parts, MOST_BYTES, submit);

  toggle.addEventListener('click', () => (state === 'opening' || state === 'open' ? send({ probe: 'close' }) : open()));
  show('away');

  function open() {
    if (state === 'away') {
      tell(words, 'inspect.live.away');
      return;
    }
    log.clear();
    number = 0;
    shaken.hidden = true;
    tell(words);
    form.note();
    show('opening');
    send({ probe: 'open' });
  }

  function submit() {
    const { message, error, values } = form.read();
    if (state !== 'open') {
      form.note('inspect.live.openFirst');
    } else if (error) {
      form.complain(error, values);
    } else {
      form.note();
      send({ send: message });
    }
  }

  function told({ probe, sent, received, error }) {
    if (error) {
      refused(error);
    } else if (probe) {
      turned(probe);
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
      tell(words, known[code] ?? 'inspect.failed', { why });
      announce('live-words', () => t(known[code] ?? 'inspect.failed', { why }));
    } else if (code === 'no_probe') {
      form.note('inspect.live.openFirst');
    } else {
      form.complain(code === 'busy' ? 'inspect.live.error.busy' : 'inspect.failed', { why });
    }
  }

  function turned({ state: next, why, words: because, request, response, close }) {
    if (request) {
      shaken.hidden = false;
      showWire(parts.request, request);
      showWire(parts.response, response);
    }
    show(next === 'open' ? 'open' : 'closed');
    if (next === 'open') {
      return;
    }
    const [key, values] = outcome(why, because, response, close);
    tell(words, key, values);
    announce('live-words', () => t(key, values));
  }

  function show(next) {
    state = next;
    showPill(pill, PILLS[next], `inspect.live.state.${next}`);
    say(toggle, next === 'opening' || next === 'open' ? 'inspect.live.close' : 'inspect.live.open');
    say(empty, next === 'open' ? 'inspect.live.noFrame' : 'inspect.live.empty');
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
      tell(words);
      show('none');
    },
    /** It is not; with it goes the probe. */
    away() {
      if (state === 'open' || state === 'opening') {
        tell(words, 'inspect.live.away');
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
