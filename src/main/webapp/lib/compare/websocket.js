// News over WebSocket (RFC 6455): one handshake, and then the server sends whenever there is something. The page asks no more.

import { letGo, openSocket } from '../socket.js';
import { parse } from '../transports/frames.js';
import { Silence } from '../transports/silence.js';

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
        silence.heard();
        try {
          const frame = parse(data);
          silence.expect(frame ?? {});
          line.take(frame);
        } catch (noFrame) {
          letGo(socket);
          end(noFrame);
        }
      },
      // a page is not told why a handshake failed (WHATWG WebSockets, 8)
      closed: ({ code, reason }) => end(line.failure(code, reason, { refused: !opened })),
    });
    // a connection that says nothing at all is dead, whatever TCP thinks
    const silence = new Silence(() => (letGo(socket), end(line.failure(0, ''))));
    const stop = () => (silence.stop(), letGo(socket), done());
    // a signal lives longer than a connection: nothing of this one may stay with it
    const end = (why) => (silence.stop(), signal.removeEventListener('abort', stop), gone(why));
    signal.addEventListener('abort', stop);
  });
}
