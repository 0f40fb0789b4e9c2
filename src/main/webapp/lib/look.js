// How people are shown, in the list and on the map alike: name, initials, and whether there is news of them.

import { initialsOf } from './initials.js';
import { t } from './language.js';

const STALE_MS = 60000;

/** What somebody is called; nameless people are 'User n'. */
export function nameOf(people, key) {
  return people.get(key)?.name ?? t('tracker.user', { number: String(people.numberOf(key) ?? '?') });
}

export function initialOf(people, key) {
  const name = people.get(key)?.name;
  return name ? initialsOf(name) : String(people.numberOf(key) ?? '?');
}

/** 'paused' where they said so, 'stale' without a fix for 60 s, or 'live'. */
export function stateOf(person, now) {
  if (person.paused) {
    return 'paused';
  }
  return now - person.at >= STALE_MS ? 'stale' : 'live';
}
