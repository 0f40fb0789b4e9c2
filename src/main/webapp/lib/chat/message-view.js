// What stands in the log, as elements. Names and texts are isolated (bdi, dir=auto): neither turns the line around it.

import { make } from '../dom.js';
import { say, t } from '../language.js';
import { initialsOf } from '../initials.js';
import { tintOfText } from '../tints.js';
import { formatClock, formatDay } from '../calendar.js';
import { linked } from './links.js';

export function avatar(name, key) {
  const element = make('span', `avatar tint-${tintOfText(key)}`, initialsOf(name));
  element.setAttribute('aria-hidden', 'true');
  return element;
}

/** Words around a name: 'Ann joined'. */
export function aboutName(key, name) {
  const [before, after = ''] = t(key, { name: '\0' }).split('\0');
  return [before, make('bdi', 'said-name', name), after];
}

/** follows: the same person goes on; the name is then said, but not shown again. */
export function messageRow({ name, text, at }, key, { mine, follows }) {
  const row = make('li', `said${mine ? ' mine' : ''}${follows ? ' follows' : ''}`);
  const bubble = make('div', 'bubble', make('bdi', follows ? 'visually-hidden' : 'said-name', name), textOf(text), clock(at));
  row.append(avatar(name, key), bubble);
  row.dataset.name = name;
  return row;
}

/** Of one's own, before it is in the feed. actions: {again(), discard()} */
export function outgoingRow({ ref, text, at, state, why }, actions) {
  const bubble = make('div', 'bubble', textOf(text), clock(at));
  const row = make('li', `said mine ${state}`, bubble);
  row.dataset.ref = ref;
  row.dataset.state = state;
  const words = make('span', 'said-state');
  say(words, why?.key ?? 'chat.pending', why?.values);
  const below = make('div', 'said-below', words);
  if (state === 'failed') {
    below.append(button('again', actions.again), button('discard', actions.discard));
  }
  row.append(below);
  return row;
}

/** Somebody came or went, or something was lost: quiet, between the messages. */
export function quietRow(parts, className = 'quiet') {
  return make('li', className, ...parts);
}

export function dayRow(at, now) {
  return make('li', 'day', make('span', '', formatDay(at, now)));
}

function textOf(text) {
  const element = make('div', 'said-text', ...linked(text));
  element.dir = 'auto';
  return element;
}

function clock(at) {
  const element = make('time', 'said-at', formatClock(at));
  element.dateTime = new Date(at).toISOString();
  return element;
}

function button(name, pressed) {
  const element = make('button', `plain ${name}`);
  element.type = 'button';
  say(element, `chat.${name}`);
  element.addEventListener('click', pressed);
  return element;
}
