package dev.echolocate.embedded;

import dev.echolocate.web.http.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Handlers that answer at once. */
final class Answering {
    private Answering() {}

    /** Says {@code got}, and of a body how long it is. */
    static void lengths(Exchange exchange) {
        if (exchange.method().equals("POST")) {
            exchange.body(1 << 20, body -> say(exchange, "posted " + body.length));
        } else {
            say(exchange, "got");
        }
    }

    /** Says {@code hello}, and a body again. */
    static void hello(Exchange exchange) {
        if (exchange.method().equals("POST")) {
            exchange.body(1 << 20, body -> say(exchange, body));
        } else {
            say(exchange, "hello");
        }
    }

    /** Says so many zeros. */
    static Exchange.Handler zeros(int n) {
        return exchange -> say(exchange, new byte[n]);
    }

    static void say(Exchange exchange, String text) {
        say(exchange, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void say(Exchange exchange, byte[] bytes) {
        exchange.begin(200, Map.of("Content-Length", Integer.toString(bytes.length)));
        exchange.write(bytes, failure -> exchange.end());
    }
}
