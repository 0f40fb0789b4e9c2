// The page's session with the server: the handshake that is shown, and commands for the probe.

import { socketAddress } from '../address.js';
import { letGo, openSocket } from '../socket.js';
import { Silence } from '../transports/silence.js';

const PROTOCOL = 'probe.v1';
/** A probe's handshake may take 10 s; all else is answered at once. */
const ANSWER_MS = 15000;

export class Session {
  #on;
  #socket;
  #silence = new Silence(() => this.#dead());

  /** on: {message(data), closed({code}), silent(): what was asked has no answer, whatever the browser thinks of the connection} */
  constructor(on) {
    this.#on = on;
  }

  /** A new one, in place of the last. */
  open() {
    if (this.#socket) {
      letGo(this.#socket);
    }
    this.#socket = openSocket(socketAddress('inspect'), [PROTOCOL], {
      message: (data) => (this.#silence.stop(), this.#on.message(data)),
      closed: (event) => (this.#silence.stop(), this.#on.closed(event)),
    });
    this.#expect();
  }

  send(command) {
    this.#socket.send(JSON.stringify(command));
    this.#expect();
  }

  #expect() {
    this.#silence.allow(ANSWER_MS);
    this.#silence.resume();
  }

  #dead() {
    letGo(this.#socket);
    this.#on.silent();
  }
}
