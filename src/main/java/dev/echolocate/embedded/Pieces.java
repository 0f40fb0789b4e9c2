package dev.echolocate.embedded;

import dev.echolocate.base.OneAtATime;
import dev.echolocate.web.http.Exchange;

/**
 * A page on its way, a piece at a time: one write of a large page to a peer that doesn't read costs as much each time that
 * it is tried. All share the page's own bytes; over TLS, what is encrypted is a copy, so there a piece is small.
 */
final class Pieces {
    /** Bytes of one piece over TLS; half of the longest record (RFC 8446 5.1). */
    static final int ENCRYPTED = 8 << 10;

    /** Bytes of one piece in the clear. */
    static final int CLEAR = 64 << 10;

    private final Exchange exchange;
    private final byte[] body;
    private final int size;

    private final OneAtATime turns = new OneAtATime(this::next);

    private int at;

    private Pieces(Exchange exchange, byte[] body, int size) {
        this.exchange = exchange;
        this.body = body;
        this.size = size;
    }

    /** Writes all of it, and ends the exchange, which has begun. */
    static void write(Exchange exchange, byte[] body, int size) {
        new Pieces(exchange, body, size).turns.run();
    }

    private void next() {
        if (at == body.length) {
            exchange.end();
            return;
        }
        int from = at;
        at = Math.min(body.length, from + size);
        exchange.write(body, from, at, failure -> {
            if (failure == null) {
                turns.run();
            } else {
                exchange.end();
            }
        });
    }
}
