// News by server-sent events (WHATWG HTML 9.2): one request, and a response that does not end. EventSource would do it in a line or
// two; fetch shows its bytes, and the status where it is refused.

import { EventStream } from '../transports/event-stream.js';
import { parse } from '../transports/frames.js';
import { Silence } from '../transports/silence.js';

/** Servers that promise no beat have always said something every 20 s or so, if only a comment. */
const SILENT_MS = 65000;

/** Reads until the stream ends, then throws why; line: see lib/compare/lane.js. */
export async function readByStream(line, signal) {
  const response = await line.fetch({ since: line.cursor }, 'text/event-stream', signal);
  line.streams(response);
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  // a stream that says nothing at all is dead, whatever TCP thinks
  const silence = new Silence(() => reader.cancel().catch(() => undefined));
  silence.allow(SILENT_MS);
  const events = new EventStream({
    event: ({ data }) => {
      const frame = parse(data);
      silence.expect(frame ?? {});
      line.take(frame);
    },
  });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      silence.heard();
      if (done) {
        throw line.failure(0, '');
      }
      line.gotPiece(value.byteLength);
      events.push(decoder.decode(value, { stream: true }));
    }
  } finally {
    silence.stop();
    // what could not be read is not to go on unread
    reader.cancel().catch(() => undefined);
  }
}
