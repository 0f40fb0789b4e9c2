// Where the server has no room for all (the setting services.default-rooms), who names none is in one of their own.

import { tell } from './language.js';
import { isOff } from './own-server.js';
import { privateRoom } from './private-room.js';

/** Moves there, in place of the room for all, and says so in an element. */
export async function elsewhere(moveTo, words) {
  if (await isOff('default-rooms')) {
    moveTo(privateRoom(), 'replaceState');
    tell(words, 'off.ownRoom');
  }
}
