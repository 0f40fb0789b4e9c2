// The switch for notifications of the system. The browser is asked at a press, and no sooner; what keeps it from working is said, with
// the way on.

import { say, tell } from '../language.js';
import { saved } from '../storage.js';

const WANTED = 'echolocate.arrivals';

export class Notices {
  #toggle;
  #hint;

  /** toggle: a button with aria-pressed; hint: what is to be known about it. */
  constructor(toggle, hint) {
    this.#toggle = toggle;
    this.#hint = hint;
    toggle.addEventListener('click', () => this.#press());
    this.#show();
  }

  /** Whether they are wanted, and may be shown. */
  get on() {
    return saved.get(WANTED) !== null && permission() === 'granted';
  }

  /** Shows one, where the page is out of sight. */
  async show(text) {
    if (!this.on || !document.hidden) {
      return;
    }
    const options = { body: text, tag: 'echolocate.arrivals', icon: 'favicon.svg' };
    // an installed page has a worker, and phones take one from nobody else
    const worker = await navigator.serviceWorker?.getRegistration?.().catch(() => undefined);
    try {
      if (worker?.active) {
        await worker.showNotification(document.title, options);
      } else {
        new Notification(document.title, options).onclick = () => window.focus();
      }
    } catch {
      tell(this.#hint, 'place.notices.unsupported');
    }
  }

  async #press() {
    if (this.on) {
      saved.remove(WANTED);
      this.#show();
      return;
    }
    if (permission() === 'default') {
      await Notification.requestPermission();
    }
    if (permission() === 'granted') {
      saved.set(WANTED, 'yes');
    }
    this.#show(true);
  }

  /** wasPressed: somebody has just tried to switch it on. */
  #show(wasPressed = false) {
    const state = permission();
    this.#toggle.setAttribute('aria-pressed', this.on);
    const wrong = state === 'granted' || (state === 'default' && !wasPressed) ? undefined : state;
    say(this.#hint, wrong ? `place.notices.${wrong}` : 'place.notices.hint');
  }
}

/** 'granted', 'denied' or 'default', as the browser has it; 'insecure' or 'unsupported' where it has none. */
function permission() {
  if (!window.isSecureContext) {
    return 'insecure';
  }
  return 'Notification' in window ? Notification.permission : 'unsupported';
}
