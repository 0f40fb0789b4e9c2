// A room whose name nobody can guess.

import { randomId } from './random.js';

const PRIVATE = /^[A-Za-z0-9_-]{22}$/;

/** 128 random bits as 22 letters, which a room may be called. */
export function privateRoom() {
  return randomId();
}

export function isPrivate(room) {
  return PRIVATE.test(room);
}
