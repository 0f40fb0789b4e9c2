// A feed over WebSocket, subprotocol feed.v1: frames come in, and messages go out, on one connection.

import { mayComeBack } from '../close-codes.js';
import { letGo, openSocket } from '../socket.js';
import { isFrame, parse } from './frames.js';

const PROTOCOL = 'feed.v1';
const TRY_LATER = 1013;
const TRY_LATER_MS = 2000;
const NOT_A_FRAME = 4000;

/**
 * All transports are used alike: made, they open; close() ends them, and nothing is heard of them any more.
 * route: as lib/route.js makes it; query: {since, secret};
 * on: {frame(frame), error({code, message, ref, now}), alive(): something came that is no frame, closed(failure)}; failure: as in
 * lib/fallback.js.
 */
export class WebSocketTransport {
  #socket;
  #on;

  constructor(route, query, on) {
    this.#on = on;
    this.#socket = openSocket(route.socket(query), [PROTOCOL], {
      message: (data) => this.#receive(data),
      closed: ({ code, reason }) => on.closed(failure(code, reason)),
    });
  }

  get buffered() {
    return this.#socket.bufferedAmount;
  }

  /** Whether it was handed to the network. */
  send(item) {
    if (this.#socket.readyState !== WebSocket.OPEN) {
      return false;
    }
    this.#socket.send(JSON.stringify(item));
    return true;
  }

  close(code = 1000) {
    letGo(this.#socket, code);
  }

  #receive(data) {
    const frame = parse(data);
    if (frame?.error) {
      this.#on.error(frame.error);
    } else if (isFrame(frame)) {
      this.#on.frame(frame);
    } else {
      this.close(NOT_A_FRAME);
      this.#on.closed(failure(NOT_A_FRAME, ''));
    }
  }
}

function failure(code, reason) {
  return { code, reason, terminal: !mayComeBack(code), floor: code === TRY_LATER ? TRY_LATER_MS : 0 };
}
