// <invite-dialog>: the link to a room, its picture for phones, and what to know of it. With sharing="positions" it says, too, who can't
// share theirs.

import { make } from './dom.js';
import { Invite } from './invite.js';
import { say, sayAttribute } from './language.js';

const PICTURE_PX = 240;

class InviteDialog extends HTMLElement {
  #parts;

  connectedCallback() {
    const parts = { ...texts(), ...buttons(), picture: picture(), link: link() };
    if (this.getAttribute('sharing') === 'positions') {
      parts.plain = hidden(part('plain', 'p', 'notice'));
    }
    parts.dialog = dialog(parts);
    this.append(parts.dialog);
    this.#parts = parts;
  }

  /** What is to be opened, for a page as Invite wants it. */
  of(page) {
    return new Invite(this.#parts, page);
  }
}

customElements.define('invite-dialog', InviteDialog);

function dialog({ close, words, makePrivate, picture, noPicture, link, local, plain, copy, share, done }) {
  const heading = part('heading', 'h2', '', 'invite.heading');
  const label = part('label', 'label', '', 'invite.link');
  label.htmlFor = link.id;
  const element = make(
    'dialog',
    'invite',
    make('div', 'card-head', heading, close),
    words,
    makePrivate,
    picture,
    noPicture,
    label,
    link,
    local,
    ...(plain ? [plain] : []),
    make('div', 'row', copy, share),
    done,
  );
  element.id = 'invite';
  element.setAttribute('aria-labelledby', heading.id);
  return element;
}

function texts() {
  const done = hidden(part('done', 'p', 'hint'));
  done.setAttribute('role', 'status');
  return {
    words: part('words', 'p', '', 'invite.private'),
    noPicture: hidden(part('no-qr', 'p', 'hint')),
    local: hidden(part('local', 'p', 'notice', 'invite.local')),
    done,
  };
}

function buttons() {
  return {
    close: button('close', 'plain', 'invite.close'),
    makePrivate: hidden(button('private', '', 'invite.makePrivate')),
    copy: button('copy', 'primary grow', 'invite.copy'),
    share: hidden(button('share', 'grow', 'invite.share')),
  };
}

function picture() {
  const element = part('qr', 'img', 'qr');
  element.width = PICTURE_PX;
  element.height = PICTURE_PX;
  sayAttribute(element, 'alt', 'invite.qr');
  return element;
}

function link() {
  const element = part('link', 'input', 'code');
  element.type = 'text';
  element.readOnly = true;
  return element;
}

function button(name, className, key) {
  const element = part(name, 'button', className, key);
  element.type = 'button';
  return element;
}

function part(name, tag, className, key) {
  const element = make(tag, className);
  element.id = `invite-${name}`;
  if (key) {
    say(element, key);
  }
  return element;
}

function hidden(element) {
  element.hidden = true;
  return element;
}
