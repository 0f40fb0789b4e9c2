// One numbered socket of the broadcast page, with its row: channel, state in words, disconnect, connect again, remove.

import { make } from './dom.js';
import { Feed } from './feed.js';
import { say, tell } from './language.js';
import { feedRoute } from './route.js';
import { showFeed } from './status.js';
import { whyOf } from './why.js';

export class BroadcastSocket {
  #feed;
  #page;
  #seen = false;
  #pill;
  #explain;
  #toggle;
  #remove;

  /** page: {frame(number, frame, resumed), notice(number, key, values), remove(socket)} */
  constructor(number, channel, page) {
    this.number = number;
    this.#page = page;
    this.#build(channel);
    this.#feed = new Feed(feedRoute('broadcast', channel), {
      state: (state) => this.#show(state),
      frame: (frame) => this.#receive(frame),
      error: (error) => page.notice(number, 'feed.error', { why: whyOf(error) }),
    });
    this.#feed.open();
  }

  /** Promises an outcome as Feed does. */
  send(text) {
    return this.#feed.send({ text: text.toWellFormed?.() ?? text });
  }

  #receive(frame) {
    this.#page.frame(this.number, frame, this.#seen);
    this.#seen = true;
  }

  #show(state) {
    showFeed(state, this.#pill, this.#explain, { prefix: this.number });
    this.element.dataset.state = state.state;
    const gone = state.state === 'off' || state.state === 'ended';
    say(this.#toggle, gone ? 'broadcast.connect' : 'broadcast.disconnect', { number: this.number });
    this.#toggle.dataset.does = gone ? 'connect' : 'disconnect';
    this.#remove.hidden = !gone;
  }

  #build(channel) {
    this.#pill = make('span', 'pill', make('span', 'status-words'));
    this.#explain = make('p', 'hint');
    tell(this.#explain);
    this.#toggle = this.#button('toggle', () => (this.#toggle.dataset.does === 'connect' ? this.#feed.open() : this.#feed.close()));
    this.#remove = this.#button('remove', () => {
      this.element.remove();
      this.#page.remove(this);
    });
    say(this.#remove, 'broadcast.remove', { number: this.number });
    const name = make('span', 'socket-channel');
    say(name, channel ? 'broadcast.onChannel' : 'broadcast.onDefault', { channel });
    const head = make('div', 'socket-head', make('strong', 'socket-number', String(this.number)), name, this.#pill);
    this.element = make('li', 'socket', head, this.#explain, make('div', 'row', this.#toggle, this.#remove));
    this.element.id = `socket-${this.number}`;
    this.element.dataset.number = this.number;
    this.element.dataset.channel = channel;
  }

  #button(name, pressed) {
    const button = make('button', `${name} grow`);
    button.type = 'button';
    button.addEventListener('click', pressed);
    return button;
  }
}
