// How people are shown, in the list and on the map alike: name, initial, colour, and whether there is news of them.

import { t } from './language.js';

const STALE_MS = 60000;
const TINTS = 6;
const tints = new Map();

/** What somebody is called; nameless people are 'User n'. */
export function nameOf(people, key) {
  return people.get(key)?.name ?? t('tracker.user', { number: String(people.numberOf(key) ?? '?') });
}

export function initialOf(people, key) {
  const name = people.get(key)?.name;
  return name ? ([...name.trim()][0]?.toUpperCase() ?? '?') : String(people.numberOf(key) ?? '?');
}

/** 'paused' where they said so, 'stale' without a fix for 60 s, or 'live'. */
export function stateOf(person, now) {
  if (person.paused) {
    return 'paused';
  }
  return now - person.at >= STALE_MS ? 'stale' : 'live';
}

/** The number of a colour, the same one for an id everywhere. */
export function tintOf(key) {
  let tint = tints.get(key);
  if (tint === undefined) {
    // FNV-1a, with its upper bits folded in: ids that differ in one letter get different colours
    let hash = 0x811c9dc5;
    for (const character of key) {
      hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
    }
    tint = ((hash ^ (hash >>> 15)) >>> 0) % TINTS;
    tints.set(key, tint);
  }
  return tint;
}

export function forgetLook(key) {
  tints.delete(key);
}
