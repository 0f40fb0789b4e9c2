package dev.echolocate.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.SessionKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private final AskedExchange exchange = new AskedExchange("192.0.2.1");
    private final EventStream stream = new EventStream(exchange, SessionKind.UNKNOWN);
    private final List<String> sent = new ArrayList<>();

    private void send(String text) {
        stream.send(Frame.text(text), failure -> sent.add(text));
    }

    @Test
    void aFrameThatWaitsForAKeepAliveIsNotReplacedByTheNext() {
        send("one");
        assertTrue(String.valueOf(exchange.text()).endsWith("one"));
        exchange.read();
        stream.ping();
        assertEquals(":\n\n", exchange.text());
        send("two");
        stream.ping();
        exchange.read();
        assertEquals("two", exchange.text());
        exchange.read();
        assertEquals(List.of("one", "two"), sent);
    }

    @Test
    void nobodyIsKeptAliveWhileAFrameIsOnItsWay() {
        send("one");
        stream.ping();
        exchange.read();
        assertTrue(String.valueOf(exchange.text()).endsWith("one"));
        stream.ping();
        assertEquals(":\n\n", exchange.text());
    }
}
