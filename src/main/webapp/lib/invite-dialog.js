// <invite-dialog>: which room, the link to it, its picture for phones, and what to know of it. With sharing="positions" it asks, too,
// whether who comes may share theirs, and says who can't.

import { make } from './dom.js';
import { Invite } from './invite.js';
import { say, sayAttribute } from './language.js';

const PICTURE_PX = 240;

class InviteDialog extends HTMLElement {
  #parts;

  connectedCallback() {
    const parts = { ...texts(), ...buttons(), picture: picture(), link: link(), here: choice('room', 'here'), fresh: choice('room', 'new') };
    if (this.getAttribute('sharing') === 'positions') {
      parts.plain = hidden(part('plain', 'p', 'notice'));
      parts.both = choice('may', 'both');
      parts.watch = choice('may', 'watch');
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

function dialog({ close, here, fresh, both, watch, words, go, picture, noPicture, link, local, plain, copy, share, done }) {
  const heading = part('heading', 'h2', '', 'invite.heading');
  const label = part('label', 'label', '', 'invite.link');
  label.htmlFor = link.id;
  const element = make(
    'dialog',
    'invite',
    make('div', 'card-head', heading, close),
    ...(plain ? [plain] : []),
    local,
    question('invite.room', here, fresh),
    ...(both ? [question('invite.may', both, watch)] : []),
    words,
    go,
    label,
    link,
    make('div', 'row', copy, share),
    done,
    picture,
    noPicture,
  );
  element.id = 'invite';
  element.setAttribute('aria-labelledby', heading.id);
  return element;
}

/** One of several, with what is asked above them. */
function question(key, ...choices) {
  const legend = make('legend');
  say(legend, key);
  const labels = choices.map((radio) => {
    const words = make('span');
    say(words, `invite.${radio.value}`);
    return make('label', '', radio, ' ', words);
  });
  return make('fieldset', 'choices', legend, ...labels);
}

function choice(name, value) {
  const element = part(value, 'input');
  element.type = 'radio';
  element.name = `invite-${name}`;
  element.value = value;
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
    go: hidden(button('go', 'wide-button', 'invite.go')),
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
