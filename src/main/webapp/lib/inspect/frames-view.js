// Frames: their bytes, each bit field with its name, place and value, and what is wrong.

import { make } from '../dom.js';
import { say, t } from '../language.js';
import { shorten } from '../format.js';

/** Letters that would show as nothing, or as boxes: the bytes say it better. */
const UNSEEN = /[^\P{C}\n\t]/u;
const MOST_FRAMES = 32;
const MOST_BYTES = 48;
const KINDS = { length: 'length', length_16: 'length', length_64: 'length', masking_key: 'key', payload: 'payload' };

/** {hex, frames} of the server. */
export function showFrames(element, { hex, frames }) {
  const shown = frames.slice(0, MOST_FRAMES).map((frame, i) => article(frame, i, hex, `${element.id}-${i + 1}`));
  if (frames.length > shown.length) {
    shown.push(said('p', 'inspect.moreFrames', { count: frames.length - shown.length }, 'hint'));
  }
  element.replaceChildren(...shown);
}

function article(frame, index, hex, id) {
  const heading = said('h3', 'inspect.frame', { number: index + 1, name: frame.name, opcode: frame.opcode, length: frame.length });
  heading.id = id;
  return make('article', 'frame', heading, ...parts(frame, hex), fields(frame, hex, id), ...content(frame));
}

/** A frame of a log, under a heading with an id; its fields are in a details element, which is given too. */
export function foldedFrame(frame, hex, heading) {
  const details = make('details', '', said('summary', 'inspect.live.fields'), fields(frame, hex, heading.id));
  return { element: make('article', 'frame', heading, ...parts(frame, hex), ...content(frame), details), details };
}

function parts(frame, hex) {
  const row = bytes(frame, hex);
  return frame.faults.length ? [row, make('ul', 'faults', ...frame.faults.map(fault))] : [row];
}

function fields(frame, hex, id) {
  const scroller = make('div', 'scroll', table(frame, hex));
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'group');
  scroller.setAttribute('aria-labelledby', id);
  return scroller;
}

function content(frame) {
  if (frame.close) {
    return [said('p', 'inspect.closes', { code: String(frame.close.code), reason: frame.close.reason || '–' }, 'hint')];
  }
  return frame.text && !UNSEEN.test(frame.text) ? [said('p', 'inspect.says', { text: shorten(frame.text, 200) }, 'hint')] : [];
}

function fault({ rule, section, offset }) {
  return said('li', 'inspect.fault', { section, offset, rule: () => t(`inspect.rule.${rule}`) });
}

/** The bytes in a row, marked by what they belong to. */
function bytes(frame, hex) {
  const row = make('p', 'bytes code');
  const end = Math.min(frame.end, frame.offset + MOST_BYTES);
  for (let at = frame.offset; at < end; at++) {
    row.append(make('span', `byte ${kindOf(frame, at)}`, hex.slice(2 * at, 2 * at + 2)), ' ');
  }
  if (end < frame.end) {
    row.append('…');
  }
  return row;
}

function kindOf(frame, at) {
  const field = frame.fields.findLast(({ bit }) => bit <= 8 * at + 7);
  return at < frame.offset + 2 ? 'flags' : KINDS[field.name] ?? 'flags';
}

function table(frame, hex) {
  const top = make('tr', '', ...['place', 'field', 'value', 'meaning'].map(column));
  return make('table', 'fields-table', make('thead', '', top), make('tbody', '', ...frame.fields.map((field) => row(field, frame, hex))));
}

function column(name) {
  const head = said('th', `inspect.column.${name}`);
  head.scope = 'col';
  return head;
}

function row(field, frame, hex) {
  const name = make('th', KINDS[field.name] ?? 'flags', nameOf(field.name));
  name.scope = 'row';
  return make('tr', '', make('td', 'code', placeOf(field)), name, make('td', 'code', valueOf(field, hex)), meaningOf(field, frame));
}

function nameOf(name) {
  return name.toUpperCase().replace('_', ' ');
}

/** '0.4-7' is bits 4 to 7 of byte 0; '2-5' are whole bytes. */
function placeOf({ bit, bits }) {
  const byte = Math.floor(bit / 8);
  if (bits % 8) {
    const first = bit % 8;
    return bits === 1 ? `${byte}.${first}` : `${byte}.${first}-${first + bits - 1}`;
  }
  return bits === 8 ? `${byte}` : `${byte}-${byte + bits / 8 - 1}`;
}

function valueOf({ bit, bits, value }, hex) {
  if (bits % 8) {
    return Number(value).toString(2).padStart(bits, '0');
  }
  const digits = hex.slice(bit / 4, (bit + bits) / 4).match(/../g);
  return digits.length > 16 ? `${digits.slice(0, 16).join(' ')} …` : digits.join(' ');
}

function meaningOf({ name, value }, frame) {
  if (name === 'fin' || name === 'mask') {
    return said('td', `inspect.field.${name}.${value}`);
  }
  if (name === 'opcode') {
    return said('td', `inspect.opcode.${frame.name}`);
  }
  if (name === 'length' && Number(value) > 125) {
    return said('td', `inspect.field.length.${value}`);
  }
  if (name.startsWith('length')) {
    return said('td', 'inspect.field.bytes', { bytes: value });
  }
  return said('td', name.startsWith('rsv') ? 'inspect.field.rsv' : `inspect.field.${name}${name === 'payload' && frame.masked ? '.masked' : ''}`);
}

function said(name, key, values, className) {
  const element = make(name, className);
  say(element, key, values);
  return element;
}
