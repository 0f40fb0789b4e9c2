// The chat beside something else: a panel that opens and closes by a button, and on a phone the second of two tabs. Either says how much
// is unread.

import { announce } from '../announce.js';
import { say, t } from '../language.js';
import { saved } from '../storage.js';

const KEPT = 'echolocate.chatOpen';

export class ChatPanel {
  #parts;
  #narrow;
  #chosen;
  #open = false;
  #unread = 0;

  /**
   * parts: elements {frame, whose data-chat is open or closed, chat, others (what else there is), tabs, othersTab, chatTab, toggle, words (of the
   * toggle), close}; narrow: a media query, where one of the two is shown; chosen(open): somebody has opened or closed it
   */
  constructor(parts, narrow, chosen) {
    this.#parts = parts;
    this.#narrow = narrow;
    this.#chosen = chosen;
    const { toggle, close, tabs, chatTab, othersTab } = parts;
    toggle.addEventListener('click', () => this.#choose(!this.#open));
    close.addEventListener('click', () => (this.#choose(false), toggle.focus()));
    chatTab.addEventListener('click', () => this.#choose(true));
    othersTab.addEventListener('click', () => this.#choose(false));
    tabs.addEventListener('keydown', (event) => this.#key(event));
    narrow.addEventListener('change', () => this.#show());
    this.#open = !narrow.matches && saved.get(KEPT) !== null;
    this.#show();
    this.#say();
  }

  get isOpen() {
    return this.#open;
  }

  /** How many messages: told aloud where nobody sees them. */
  set unread(count) {
    const more = count > this.#unread;
    this.#unread = count;
    this.#say();
    if (more && !this.#open) {
      announce('unread', () => t('chat.new', { count }));
    }
  }

  #choose(open) {
    if (open === this.#open) {
      return;
    }
    this.#open = open;
    if (open && !this.#narrow.matches) {
      saved.set(KEPT, 'yes');
    } else if (!open) {
      saved.remove(KEPT);
    }
    this.#show();
    this.#chosen(open);
  }

  #show() {
    const { frame, chat, others, tabs, othersTab, chatTab, toggle } = this.#parts;
    const narrow = this.#narrow.matches;
    frame.dataset.chat = this.#open ? 'open' : 'closed';
    chat.hidden = !this.#open;
    others.hidden = narrow && this.#open;
    tabs.hidden = !narrow;
    toggle.hidden = narrow;
    toggle.setAttribute('aria-expanded', this.#open);
    for (const [tab, panel, chosen] of [[othersTab, others, !this.#open], [chatTab, chat, this.#open]]) {
      tab.setAttribute('aria-selected', chosen);
      tab.tabIndex = chosen ? 0 : -1;
      if (narrow) {
        panel.setAttribute('role', 'tabpanel');
      } else {
        panel.removeAttribute('role');
      }
    }
  }

  #say() {
    const key = this.#unread > 0 ? 'chat.unread' : 'nav.chat';
    for (const words of [this.#parts.chatTab, this.#parts.words]) {
      say(words, key, { unread: this.#unread });
    }
  }

  #key(event) {
    const { chatTab, othersTab } = this.#parts;
    const next = { ArrowLeft: othersTab, ArrowRight: chatTab, Home: othersTab, End: chatTab }[event.key];
    if (next) {
      event.preventDefault();
      next.focus();
      next.click();
    }
  }
}
