// Inviting: a private room whose name nobody can guess, its link, and the link as a picture for phones.

import { copyField } from './copy.js';
import { byId } from './dom.js';
import { onLanguage, say, t, tell } from './language.js';
import { isOff, ownWords } from './own-server.js';
import { randomId } from './random.js';

const PRIVATE = /^[A-Za-z0-9_-]{22}$/;
const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** 128 random bits as 22 letters, which a room may be called. */
export function privateRoom() {
  return randomId();
}

export function isPrivate(room) {
  return PRIVATE.test(room);
}

/** The address of this page in a room: nothing else of this page's address is handed on. */
export function roomLink(room) {
  const url = new URL(location.pathname, location.origin);
  if (room) {
    url.searchParams.set('room', room);
  }
  return url.href;
}

export class Invite {
  #dialog = byId('invite');
  #room;
  #enter;
  #words;

  /** room(): where this page is; enter(room): goes there; words: keys {title, text} of what a link is shared with. */
  constructor(room, enter, words) {
    this.#room = room;
    this.#enter = enter;
    this.#words = words;
    byId('invite-open').addEventListener('click', () => this.#open());
    byId('invite-close').addEventListener('click', () => this.#dialog.close());
    byId('invite-private').addEventListener('click', () => this.#makePrivate());
    byId('invite-copy').addEventListener('click', () => this.#copy());
    byId('invite-share').addEventListener('click', () => this.#share());
    byId('invite-share').hidden = !navigator.share;
    byId('invite-link').addEventListener('focus', ({ target }) => target.select());
    // a press beside the panel closes it
    this.#dialog.addEventListener('click', ({ target }) => target === this.#dialog && this.#dialog.close());
    onLanguage(() => this.#dialog.open && this.#show());
  }

  #open() {
    if (this.#room()) {
      this.#show();
    } else {
      this.#makePrivate();
    }
    this.#dialog.showModal();
  }

  #makePrivate() {
    this.#enter(privateRoom());
    this.#show();
  }

  #show() {
    const room = this.#room();
    const link = roomLink(room);
    say(byId('invite-words'), isPrivate(room) ? 'invite.private' : 'invite.named', { room });
    byId('invite-private').hidden = isPrivate(room);
    byId('invite-link').value = link;
    this.#showPicture(link);
    byId('invite-local').hidden = !LOCAL.test(location.hostname);
    this.#warn();
    tell(byId('invite-done'));
  }

  async #showPicture(link) {
    const picture = byId('invite-qr');
    if (await isOff('qr')) {
      picture.hidden = true;
      tell(byId('invite-no-qr'), 'off.noQr');
      return;
    }
    // what could not be had now is asked for again next time
    picture.onerror = () => picture.removeAttribute('src');
    const source = `qr?text=${encodeURIComponent(link)}`;
    if (picture.getAttribute('src') !== source) {
      picture.setAttribute('src', source);
    }
  }

  /** Where a page shares positions: who follows a link of plain http can't. */
  async #warn() {
    const place = document.getElementById('invite-plain');
    if (place && !window.isSecureContext) {
      say(place, 'invite.plain');
      place.hidden = false;
      say(place, await ownWords('invite.plain'));
    }
  }

  async #copy() {
    const field = byId('invite-link');
    const copied = await copyField(field);
    this.#say(copied ? 'invite.copied' : 'invite.notCopied');
  }

  async #share() {
    try {
      await navigator.share({ title: t(this.#words.title), text: t(this.#words.text), url: roomLink(this.#room()) });
    } catch (error) {
      if (error.name !== 'AbortError') {
        this.#say('invite.notShared');
      }
    }
  }

  #say(key) {
    tell(byId('invite-done'), key);
  }
}
