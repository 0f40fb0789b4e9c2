// The way into a room from what somebody writes: a link, or a room's name. No DOM in here.

import { NAME } from './address.js';

const ROOMS = /\/(tracker|chat)\.html$/;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/** {href}, to be opened from a page at base, or {wrong: 'nothing', 'name' or 'link'}. */
export function wayInto(text, base) {
  const wanted = text.trim();
  if (!wanted) {
    return { wrong: 'nothing' };
  }
  if (NAME.test(wanted)) {
    return { href: new URL(`tracker.html?room=${wanted}`, base).href };
  }
  return /[/?]/.test(wanted) ? followed(wanted, base) : { wrong: 'name' };
}

/** The link may be of another server: it leads there as it would in a message. */
function followed(text, base) {
  const url = parsed(SCHEME.test(text) ? text : `${new URL(base).protocol}//${text}`);
  const room = url?.searchParams.get('room');
  const leads = /^https?:$/.test(url?.protocol) && ROOMS.test(url.pathname) && (!room || NAME.test(room));
  return leads ? { href: url.href } : { wrong: 'link' };
}

function parsed(text) {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
