package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.embedded.ConnectionLimits.Deadlines;
import dev.echolocate.embedded.ConnectionLimits.Sizes;
import dev.echolocate.testkit.HeldExchanges;
import dev.echolocate.testkit.HeldExchanges.Held;
import dev.echolocate.web.http.Exchange;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exchanges have to do with this server's bounds, deadlines and stops. */
class ExchangesTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final HeldExchanges handler = new HeldExchanges();
    private final List<Wire> wires = new ArrayList<>();

    @TempDir
    Path root;

    @AfterEach
    void close() throws Exception {
        for (Wire wire : wires) {
            wire.close();
        }
    }

    @Test
    void noDeadlineEndsWhoWaitsAndAllHoldAfterwards() throws Exception {
        ConnectionLimits limits =
                ConnectionLimits.defaults().withDeadlines(new Deadlines(SHORT, SHORT, SHORT, SHORT, SHORT));
        try (Served served = served(limits)) {
            Wire poll = ask(served, "GET", "poll");
            Wire stream = ask(served, "GET", "stream");
            Wire early = ask(served, "GET", "early").say("GET / HTTP/1.1\r\nX-Half: ");
            handler.held("stream").stream().write("begun");
            handler.held("early");
            for (int i = 0; i < 3; i++) {
                Wire idle = connect(served);
                assertEquals(200, idle.get("/").status());
                assertTrue(idle.ended());
            }
            for (String name : List.of("poll", "early")) {
                assertFalse(handler.held(name).isOver());
                handler.held(name).answer(name);
            }
            handler.held("stream").exchange().end();
            assertEquals("poll", poll.reply().text());
            assertEquals("begun", stream.reply().text());
            assertEquals("early", early.reply().text());
            assertTrue(poll.ended());
            assertTrue(stream.ended());
            assertTrue(early.ended());
        }
    }

    @Test
    void theHeadersOfANextRequestHaveTheirDeadline() throws Exception {
        ConnectionLimits limits =
                ConnectionLimits.defaults().withDeadlines(new Deadlines(SHORT, LONG, LONG, LONG, LONG));
        try (Served served = served(limits)) {
            Wire wire = ask(served, "GET", "first").say("GET / HTTP/1.1\r\nX-Half: ");
            // Whoever says nothing at all is cut off, and so would the first be if it were not served.
            assertTrue(connect(served).ended());
            handler.held("first").answer("first");
            assertEquals("first", wire.reply().text());
            assertTrue(wire.ended());
        }
    }

    @Test
    void aStreamThatNobodyReadsIsCutOffInTheEnd() throws Exception {
        ConnectionLimits limits =
                ConnectionLimits.defaults().withDeadlines(new Deadlines(LONG, LONG, LONG, SHORT, LONG));
        try (Served served = served(limits)) {
            ask(served, "GET", "stalled");
            Held held = handler.held("stalled").stream();
            HeldExchanges.Written pending = held.write(new byte[32 << 20]);
            Served.await("over", held::isOver);
            assertEquals(1, pending.times());
        }
    }

    @Test
    void aQueryThatIsNotEscapedIsReadAsUtf8() throws Exception {
        try (Served served = served(ConnectionLimits.defaults())) {
            String seen = connect(served).get("/x/seen?name=Ren\u00e9%20%C3%A9").text();
            assertTrue(seen.contains(" name=Ren\u00e9%20%C3%A9 "), seen);
        }
    }

    @Test
    void whoWaitsIsInNobodysWay() throws Exception {
        try (Served served = served(ConnectionLimits.defaults())) {
            List<Wire> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(ask(served, i % 2 == 0 ? "GET" : "POST", "w" + i));
                handler.held("w" + i);
            }
            assertEquals(200, connect(served).get("/").status());
            assertEquals("abc", post(served, 3, "abc").text());
            for (int i = 0; i < 20; i++) {
                handler.held("w" + i).answer("w" + i);
                assertEquals("w" + i, waiting.get(i).reply().text());
            }
        }
    }

    @Test
    void bodiesAreBoundedAndGivenBack() throws Exception {
        ConnectionLimits limits = ConnectionLimits.defaults();
        try (Served served = served(limits.withSizes(limits.sizes().withBody(100)))) {
            assertEquals(413, post(served, 101, "").status());
            assertEquals(100, post(served, 100, "x".repeat(100)).body().length);
            Wire gone = connect(served).say("POST /x/held/gone HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
            Held held = handler.held("gone");
            assertEquals(3, served.server.gatheredBytes());
            gone.close();
            Served.await("over", held::isOver);
            Served.await("given back", () -> served.server.gatheredBytes() == 0);
        }
    }

    @Test
    void whatIsTooMuchIsRefusedAsTheHandlerWould() throws Exception {
        ConnectionLimits limits = ConnectionLimits.defaults().withSizes(new Sizes(1000, 16384, 100, 10, 1000));
        try (Served served = served(limits)) {
            Wire.Reply big = post(served, 101, "");
            assertProblem(big, 413, "too_big");
            Wire.Reply busy = post(served, 11, "x".repeat(11));
            assertProblem(busy, 503, "busy");
            assertEquals("2", busy.header("Retry-After"));
            Wire other = connect(served).say("POST /other HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n");
            assertEquals("text/plain; charset=utf-8", other.reply().header("Content-Type"));
        }
    }

    private static void assertProblem(Wire.Reply reply, int status, String code) {
        assertEquals(status, reply.status());
        assertEquals("application/problem+json", reply.header("Content-Type"));
        JsonObject problem = Json.createReader(new StringReader(reply.text())).readObject();
        assertEquals(status, problem.getInt("status"));
        assertEquals(code, problem.getString("code"));
    }

    @Test
    void aStopEndsWhoWaits() throws Exception {
        try (Served served = served(ConnectionLimits.defaults())) {
            Wire poll = ask(served, "GET", "poll");
            Wire stream = ask(served, "GET", "stream");
            Held unanswered = handler.held("poll");
            Held begun = handler.held("stream").stream();
            begun.write("begun");
            served.server.close();
            assertEquals(1, unanswered.timesOver().get());
            assertEquals(1, begun.timesOver().get());
            assertTrue(poll.ended());
            assertTrue(stream.ended());
        }
    }

    @Test
    void aStopLetsWhoIsAnsweredReadIt() throws Exception {
        try (Served served = served(ConnectionLimits.defaults())) {
            Wire poll = ask(served, "GET", "poll");
            handler.held("poll").answer("bye");
            served.server.close();
            assertEquals("bye", poll.reply().text());
            assertTrue(poll.ended());
        }
    }

    @Test
    void aHandlerThatFailsEndsItsConnectionAlone() throws Exception {
        Exchange.Handler failing = exchange -> {
            throw new IllegalStateException("on purpose");
        };
        Served served = served(ConnectionLimits.defaults(), Map.of("/fail", failing, HeldExchanges.PATTERN, handler));
        Wire wire = ask(served, "GET", "beside");
        assertTrue(connect(served).say("GET /fail HTTP/1.1\r\nHost: a\r\n\r\n").ended());
        handler.held("beside").answer("still here");
        assertEquals("still here", wire.reply().text());
        served.closeAfterErrors();
    }

    @Test
    void lessThanPromisedIsNoAnswer() throws Exception {
        try (Served served = served(ConnectionLimits.defaults())) {
            Wire wire = ask(served, "GET", "less");
            Held held = handler.held("less");
            held.exchange().begin(200, Map.of("content-length", "5"));
            held.write("four");
            held.exchange().end();
            assertThrows(java.io.IOException.class, wire::reply);
            Served.await("over", held::isOver);
        }
    }

    @Test
    void pathsAreWhatTheySay() throws Exception {
        try (Served served = served(ConnectionLimits.defaults())) {
            for (String odd : List.of("/x/../x", "/x/%2e%2e/x", "/x;a=b/seen", "/x//seen", "/x/%00", "/x/%zz")) {
                assertEquals(404, connect(served).get(odd).status(), odd);
            }
            assertEquals(404, connect(served).get("/xx").status());
            assertEquals(
                    "GET /x/seen null null null false null",
                    connect(served).get("/%78/seen").text());
            Wire.Reply reply = connect(served).get("/x");
            assertEquals(200, reply.status());
            assertEquals("nosniff", reply.header("X-Content-Type-Options"));
        }
        ServerSettings settings = ServerSettings.of(root);
        for (String pattern : List.of("x", "*.js", "/*/x", "")) {
            assertThrows(
                    IllegalArgumentException.class, () -> settings.withExchanges(Map.of(pattern, handler)), pattern);
        }
    }

    private Served served(ConnectionLimits limits) throws Exception {
        return served(limits, Map.of(HeldExchanges.PATTERN, handler));
    }

    private Served served(ConnectionLimits limits, Map<String, Exchange.Handler> handlers) throws Exception {
        UnaryOperator<ServerSettings> change =
                settings -> settings.withLimits(limits).withExchanges(handlers);
        return Served.at(root, change);
    }

    private Wire connect(Served served) throws Exception {
        Wire wire = served.connect();
        wires.add(wire);
        return wire;
    }

    private Wire ask(Served served, String method, String name) throws Exception {
        return connect(served).say(method + " /x/held/" + name + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    private Wire.Reply post(Served served, int length, String body) throws Exception {
        return connect(served)
                .say("POST /x/echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n" + body)
                .reply();
    }
}
