package dev.echolocate.embedded;

import dev.echolocate.web.http.Exchange;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A page on its way over TLS, a piece at a time: what is encrypted is a copy, and whoever asks for pages and doesn't read them
 * would have us keep each as a whole. In the clear all of them share the page's own bytes.
 */
final class Pieces {
    /** Bytes of one piece; half of the longest record (RFC 8446 5.1). */
    static final int SIZE = 8 << 10;

    private final Exchange exchange;
    private final byte[] body;

    /** Writes that are done: a completion may come inside of the write, and must not grow the stack. */
    private final AtomicInteger turns = new AtomicInteger();

    private int at;

    private Pieces(Exchange exchange, byte[] body) {
        this.exchange = exchange;
        this.body = body;
    }

    /** Writes all of it, and ends the exchange, which has begun. */
    static void write(Exchange exchange, byte[] body) {
        new Pieces(exchange, body).goOn();
    }

    private void goOn() {
        if (turns.getAndIncrement() == 0) {
            do {
                next();
            } while (turns.decrementAndGet() != 0);
        }
    }

    private void next() {
        if (at == body.length) {
            exchange.end();
            return;
        }
        int end = Math.min(body.length, at + SIZE);
        byte[] piece = Arrays.copyOfRange(body, at, end);
        at = end;
        exchange.write(piece, failure -> {
            if (failure == null) {
                goOn();
            } else {
                exchange.end();
            }
        });
    }
}
