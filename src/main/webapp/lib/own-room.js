// Where the server has no room for all (the setting services.default-rooms), who names none is in one of their own.

import { byId } from './dom.js';
import { privateRoom } from './invite.js';
import { tell } from './language.js';
import { isOff } from './own-server.js';

/** Moves there, in place of the room for all, and says so. */
export async function elsewhere(moveTo) {
  if (await isOff('default-rooms')) {
    moveTo(privateRoom(), 'replaceState');
    tell(byId('own-room'), 'off.ownRoom');
  }
}
