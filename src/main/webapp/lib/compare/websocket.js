// News over WebSocket (RFC 6455): one handshake, and then the server sends whenever there is something. The page asks no more.

import { letGo, openSocket } from '../socket.js';
import { parse } from '../transports/frames.js';

const PROTOCOL = 'feed.v1';

/** Reads until the connection is gone, then throws why; line: see lib/compare/lane.js. */
export function readByWebSocket(line, signal) {
  return new Promise((done, gone) => {
    let opened = false;
    const address = line.socketAddress();
    line.willUpgrade(address, PROTOCOL);
    const socket = openSocket(address, [PROTOCOL], {
      opened: () => {
        opened = true;
        line.upgraded(PROTOCOL);
      },
      message: (data) => {
        line.gotFrame(data);
        try {
          line.take(parse(data));
        } catch (noFrame) {
          letGo(socket);
          end(noFrame);
        }
      },
      // a page is not told why a handshake failed (WHATWG WebSockets, 8)
      closed: ({ code, reason }) => end(line.failure(code, reason, { refused: !opened })),
    });
    const stop = () => (letGo(socket), done());
    // a signal lives longer than a connection: nothing of this one may stay with it
    const end = (why) => (signal.removeEventListener('abort', stop), gone(why));
    signal.addEventListener('abort', stop);
  });
}
