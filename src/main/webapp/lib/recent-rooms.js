// The rooms that were opened on this device, the newest first. Only this browser knows them.

import { NAME } from './address.js';
import { saved } from './storage.js';

const KEPT = 'echolocate.rooms';
const MOST = 10;
const PAGES = ['tracker', 'chat'];

/** [{room, page: 'tracker' or 'chat', at: epoch milliseconds}]; what somebody else has written there is left out. */
export function recentRooms() {
  try {
    const rooms = JSON.parse(saved.get(KEPT) ?? '[]');
    return rooms.filter(({ room, page, at }) => NAME.test(room) && PAGES.includes(page) && Number.isFinite(at)).slice(0, MOST);
  } catch {
    return [];
  }
}

/** It was opened, on one of the two pages. */
export function rememberRoom(room, page, at = Date.now()) {
  keep([{ room, page, at }, ...recentRooms().filter((each) => each.room !== room)].slice(0, MOST));
}

export function forgetRoom(room) {
  keep(recentRooms().filter((each) => each.room !== room));
}

function keep(rooms) {
  if (rooms.length > 0) {
    saved.set(KEPT, JSON.stringify(rooms));
  } else {
    saved.remove(KEPT);
  }
}
