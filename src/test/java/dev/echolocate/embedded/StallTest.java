package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import dev.echolocate.embedded.ConnectionLimits.Deadlines;
import dev.echolocate.embedded.ConnectionLimits.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stalls holds up nobody else, and not for ever. */
class StallTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(5);

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
    void fiftyStalledPostsDelayNobody() throws Exception {
        try (Served served = served(Deadlines::body, LONG)) {
            Wire socket = connect(served);
            socket.upgrade("/test/beside");
            for (int i = 0; i < 50; i++) {
                connect(served).say("POST /api/publish HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n");
                connect(served).say("POST /index.html HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nsome");
                connect(served)
                        .say("POST /api/publish HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
                connect(served).say("GET /api/it HTTP/1.1\r\nHost: a\r\nX-Slow: ");
            }
            for (int i = 0; i < 20; i++) {
                for (Wire wire : wires.subList(1, 50)) {
                    wire.say("x"); // drop by drop
                }
                socket.sendText("n" + i);
                assertEquals("n" + i, socket.receive().text());
                assertEquals(200, connect(served).get("/").status());
                assertEquals("got", connect(served).get("/api/it").text());
                assertEquals(
                        "posted 3",
                        connect(served)
                                .say("POST /api/it HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
                                .reply()
                                .text());
            }
        }
    }

    @Test
    void headersThatNeverEndAreCutOff() throws Exception {
        try (Served served = served(Deadlines::header, SHORT)) {
            Wire drip = connect(served).say("GET / HTTP/1.1\r\n");
            dripUntilEnded(drip);
            assertTrue(connect(served).ended(), "nothing was said at all");
            assertTrue(connect(served).say("nonsense\r\n\r\n").ended());
        }
    }

    @Test
    void headersOfASecondRequestAreCutOffToo() throws Exception {
        try (Served served = served(Deadlines::header, SHORT)) {
            Wire wire = connect(served);
            assertEquals(200, wire.get("/").status());
            wire.say("GET / HTTP/1.1\r\n");
            dripUntilEnded(wire);
        }
    }

    @Test
    void aBodyThatNeverEndsIsCutOff() throws Exception {
        try (Served served = served(Deadlines::body, SHORT)) {
            dripUntilEnded(connect(served).say("POST /api/it HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"));
            assertTrue(connect(served)
                    .say("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .ended());
        }
    }

    @Test
    void whoIsTooSlowIsToldWhatForAndItsConnectionEnds() throws Exception {
        Counters<Refusal> refusals = new Counters<>(Refusal.class);
        Deadlines all = new Deadlines(SHORT, SHORT, LONG, LONG, LONG);
        try (Served served = Served.at(
                root,
                s -> s.withLimits(ConnectionLimits.defaults().withDeadlines(all)),
                new Safeguards(refusals, true, null))) {
            Wire head = connect(served).say("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ");
            Wire.Reply told = head.reply();
            assertEquals(408, told.status());
            assertEquals("408: a request head has 0.3 s to arrive\n", told.text());
            assertEquals("nosniff", told.header("x-content-type-options"));
            assertEquals(-1, head.in.read());
            assertEquals(1, refusals.of(Refusal.HEADS));
            Wire body = connect(served)
                    .say("POST /api/it HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab");
            told = body.reply();
            assertEquals(408, told.status());
            assertTrue(told.text().contains("a request body has 0.3 s to arrive"), told.text());
            assertEquals(-1, body.in.read());
            assertEquals(1, refusals.of(Refusal.BODIES));
        }
    }

    @Test
    void anIdleConnectionIsEndedAndAWebSocketIsNot() throws Exception {
        try (Served served = Served.at(
                root,
                s -> s.withLimits(
                        ConnectionLimits.defaults().withDeadlines(new Deadlines(SHORT, SHORT, SHORT, SHORT, SHORT))))) {
            Wire socket = connect(served);
            socket.upgrade("/test/idle");
            for (int i = 0; i < 3; i++) {
                Wire page = connect(served);
                assertEquals(200, page.get("/").status());
                assertEquals(-1, page.in.read(), "told of the end, not reset");
                assertEquals(-1, connect(served).in.read(), "nor who has asked for nothing yet");
            }
            socket.sendText("still here");
            assertEquals("still here", socket.receive().text());
        }
    }

    @Test
    void aResponseThatNobodyReadsIsCutOff() throws Exception {
        Files.createDirectories(root);
        Files.write(root.resolve("big.bin"), new byte[32 << 20]);
        try (Served served = served(Deadlines::stall, SHORT)) {
            Wire wire = connect(served).say("GET /big.bin HTTP/1.1\r\nHost: a\r\n\r\n");
            assertEquals(200, connect(served).get("/").status());
            Served.await("cut off", () -> served.server.connections() == 1);
            assertTrue(wire.ended());
        }
    }

    @Test
    void bodiesAreBounded() throws Exception {
        ConnectionLimits limits = ConnectionLimits.defaults().withSizes(new Sizes(1000, 16384, 100, 150, 1000));
        // Without shares: all here is of one address.
        Safeguards safeguards = new Safeguards(new Counters<>(Refusal.class), false, null);
        try (Served served = Served.at(
                root, s -> s.withExchanges(Map.of("/api/*", Answering::lengths)).withLimits(limits), safeguards)) {
            assertEquals(413, post(served, "Content-Length: 101\r\n\r\n").status());
            assertEquals(
                    413,
                    post(served, "Transfer-Encoding: chunked\r\n\r\n65\r\n" + "x".repeat(101))
                            .status());
            Wire half = connect(served)
                    .say("POST /api/it HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n" + "x".repeat(90));
            Served.await("gathered", () -> served.server.gatheredBytes() == 90);
            assertEquals(
                    503,
                    post(served, "Content-Length: 80\r\n\r\n" + "x".repeat(80)).status());
            half.say("y".repeat(10));
            assertEquals("posted 100", half.reply().text());
            Served.await("given back", () -> served.server.gatheredBytes() == 0);
            assertEquals(
                    "posted 80",
                    post(served, "Content-Length: 80\r\n\r\n" + "x".repeat(80)).text());
            Served.await("given back", () -> served.server.gatheredBytes() == 0);
            Wire gone = connect(served)
                    .say("POST /api/it HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n" + "x".repeat(90));
            Served.await("gathered", () -> served.server.gatheredBytes() == 90);
            gone.close();
            Served.await("given back", () -> served.server.gatheredBytes() == 0);
        }
    }

    @Test
    void whoAsksFirstIsToldToContinue() throws Exception {
        try (Served served = served(Deadlines::body, LONG)) {
            Wire wire = connect(served)
                    .say("POST /api/it HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertEquals(100, wire.reply().status());
            wire.say("abc");
            assertEquals("posted 3", wire.reply().text());
            wire.say("POST /api/it HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
            assertEquals(100, wire.reply().status());
            wire.say("3\r\nabc\r\n0\r\n\r\n");
            assertEquals("posted 3", wire.reply().text());
            wire.say("POST /api/it HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\nExpect: 100-continue\r\n\r\n");
            assertEquals(413, wire.reply().status());
            wire = connect(served);
            wire.say("POST /api/it HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: miracles\r\n\r\n");
            assertEquals(417, wire.reply().status());
        }
    }

    @Test
    void connectionsAreBounded() throws Exception {
        ConnectionLimits limits = ConnectionLimits.defaults().withSizes(new Sizes(1000, 16384, 100, 150, 2));
        // Without shares: one address would get no third one of three either.
        Safeguards safeguards = new Safeguards(new Counters<>(Refusal.class), false, null);
        try (Served served = Served.at(root, s -> s.withLimits(limits), safeguards)) {
            Wire one = connect(served);
            Wire two = connect(served);
            assertEquals(200, one.get("/").status());
            assertEquals(200, two.get("/").status());
            Wire three = connect(served);
            assertFalse(answers(three), "one too many");
            assertTrue(three.ended());
            one.close();
            Served.await("a free place", () -> served.server.connections() == 1);
            assertEquals(200, connect(served).get("/").status());
        }
    }

    /** Whether it is served, not ended. */
    private static boolean answers(Wire wire) {
        try {
            return wire.get("/").status() == 200;
        } catch (IOException ended) {
            return false;
        }
    }

    private Wire.Reply post(Served served, String rest) throws IOException {
        return connect(served)
                .say("POST /api/it HTTP/1.1\r\nHost: a\r\n" + rest)
                .reply();
    }

    private static void dripUntilEnded(Wire wire) throws IOException {
        Served.await("cut off", () -> {
            try {
                wire.say("x");
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    /** All deadlines are long, but for one. */
    private Served served(java.util.function.Function<Deadlines, Duration> which, Duration time) throws IOException {
        Deadlines all = new Deadlines(
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Duration.ofMinutes(3),
                Duration.ofMinutes(4),
                Duration.ofSeconds(2));
        Duration chosen = which.apply(all);
        Deadlines deadlines = new Deadlines(
                all.header().equals(chosen) ? time : all.header(),
                all.body().equals(chosen) ? time : all.body(),
                all.idle().equals(chosen) ? time : all.idle(),
                all.stall().equals(chosen) ? time : all.stall(),
                all.linger());
        return Served.at(
                root,
                s -> s.withExchanges(Map.of("/api/*", Answering::lengths))
                        .withLimits(ConnectionLimits.defaults().withDeadlines(deadlines)));
    }

    private Wire connect(Served served) throws IOException {
        Wire wire = served.connect();
        wires.add(wire);
        return wire;
    }
}
