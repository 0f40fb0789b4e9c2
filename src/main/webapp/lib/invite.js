// Inviting: into a private room, by its link, and by the link as a picture for phones.

import { copyField } from './copy.js';
import { onLanguage, say, t, tell } from './language.js';
import { isOff, ownWords } from './own-server.js';
import { isPrivate, privateRoom } from './private-room.js';

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** The address of this page in a room: nothing else of this page's address is handed on. */
export function roomLink(room) {
  const url = new URL(location.pathname, location.origin);
  if (room) {
    url.searchParams.set('room', room);
  }
  return url.href;
}

export class Invite {
  #parts;
  #page;

  /**
   * parts: elements {dialog, close, words, makePrivate, picture, noPicture, link, local, copy, share, done}, and plain where a page
   * shares positions. page: {room(): where it is, enter(room): goes there, title and text: keys of what a link is shared with}.
   */
  constructor(parts, page) {
    this.#parts = parts;
    this.#page = page;
    const { dialog, close, makePrivate, link, copy, share } = parts;
    close.addEventListener('click', () => dialog.close());
    makePrivate.addEventListener('click', () => this.#makePrivate());
    copy.addEventListener('click', () => this.#copy());
    share.addEventListener('click', () => this.#share());
    share.hidden = !navigator.share;
    link.addEventListener('focus', () => link.select());
    // a press beside the panel closes it
    dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
    onLanguage(() => dialog.open && this.#show());
  }

  open() {
    if (this.#page.room()) {
      this.#show();
    } else {
      this.#makePrivate();
    }
    this.#parts.dialog.showModal();
  }

  #makePrivate() {
    this.#page.enter(privateRoom());
    this.#show();
  }

  #show() {
    const { words, makePrivate, link, local, done } = this.#parts;
    const room = this.#page.room();
    const unguessable = isPrivate(room);
    say(words, unguessable ? 'invite.private' : 'invite.named', { room });
    makePrivate.hidden = unguessable;
    link.value = roomLink(room);
    this.#showPicture(link.value);
    local.hidden = !LOCAL.test(location.hostname);
    this.#warn();
    tell(done);
  }

  async #showPicture(link) {
    const { picture, noPicture } = this.#parts;
    if (await isOff('qr')) {
      picture.hidden = true;
      tell(noPicture, 'off.noQr');
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
    const { plain } = this.#parts;
    if (plain && !window.isSecureContext) {
      say(plain, 'invite.plain');
      plain.hidden = false;
      say(plain, await ownWords('invite.plain'));
    }
  }

  async #copy() {
    const copied = await copyField(this.#parts.link);
    this.#say(copied ? 'invite.copied' : 'invite.notCopied');
  }

  async #share() {
    try {
      await navigator.share({ title: t(this.#page.title), text: t(this.#page.text), url: roomLink(this.#page.room()) });
    } catch (error) {
      if (error.name !== 'AbortError') {
        this.#say('invite.notShared');
      }
    }
  }

  #say(key) {
    tell(this.#parts.done, key);
  }
}
