// Inviting: into this room or a new private one, to share or only to look, by its link, and by the link as a picture for phones.
// Nothing changes until somebody goes to the new room.

import { copyField } from './copy.js';
import { onLanguage, say, t, tell } from './language.js';
import { isOff, ownWords } from './own-server.js';
import { isPrivate, privateRoom } from './private-room.js';

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** The address of this page in a room: nothing else of this page's address is handed on. onlyLooks: whoever follows it shares nothing. */
export function roomLink(room, onlyLooks = false) {
  const url = new URL(location.pathname, location.origin);
  const query = [...(room ? [`room=${encodeURIComponent(room)}`] : []), ...(onlyLooks ? ['watch'] : [])];
  url.search = query.join('&');
  return url.href;
}

export class Invite {
  #parts;
  #page;
  /** The new room; undefined until one is asked for. */
  #next;

  /**
   * parts: elements {dialog, close, here, fresh, words, go, picture, noPicture, link, local, copy, share, done}, and {plain, both, watch}
   * where a page shares positions. page: {room(): where it is, enter(room): goes there, title and text: keys of what a link is shared with}.
   */
  constructor(parts, page) {
    this.#parts = parts;
    this.#page = page;
    const { dialog, close, here, fresh, both, watch, go, link, copy, share } = parts;
    close.addEventListener('click', () => dialog.close());
    [here, fresh, both, watch].forEach((choice) => choice?.addEventListener('change', () => this.#show()));
    go.addEventListener('click', () => this.#go());
    copy.addEventListener('click', () => this.#copy());
    share.addEventListener('click', () => this.#share());
    share.hidden = !navigator.share;
    link.addEventListener('focus', () => link.select());
    // a press beside the panel closes it
    dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
    onLanguage(() => dialog.open && this.#show());
  }

  /** Where everybody can come, a private room is what most want; it is there when somebody goes to it. */
  open() {
    const { dialog, here, fresh, both } = this.#parts;
    (this.#page.room() ? here : fresh).checked = true;
    if (both) {
      both.checked = true;
    }
    this.#show();
    dialog.showModal();
  }

  get #room() {
    return this.#parts.fresh.checked ? (this.#next ??= privateRoom()) : this.#page.room();
  }

  get #link() {
    return roomLink(this.#room, this.#parts.watch?.checked);
  }

  #go() {
    const { here, copy } = this.#parts;
    this.#page.enter(this.#room);
    this.#next = undefined;
    here.checked = true;
    this.#show();
    copy.focus();
  }

  #show() {
    const { fresh, words, go, link, local, done } = this.#parts;
    const room = this.#room;
    say(words, this.#about(room), { room });
    go.hidden = !fresh.checked;
    link.value = this.#link;
    this.#showPicture(link.value);
    local.hidden = !LOCAL.test(location.hostname);
    this.#warn();
    tell(done);
  }

  #about(room) {
    if (this.#parts.fresh.checked) {
      return 'invite.fresh';
    }
    if (!room) {
      return 'invite.public';
    }
    return isPrivate(room) ? 'invite.private' : 'invite.named';
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
      await navigator.share({ title: t(this.#page.title), text: t(this.#page.text), url: this.#link });
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
