package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.embedded.ConnectionLimits.Deadlines;
import dev.echolocate.testkit.HeldExchanges;
import dev.echolocate.testkit.HeldExchanges.Held;
import dev.echolocate.web.http.Exchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many requests in one read (RFC 9112 9.3.2) take nothing from other connections, and nothing from the log. */
class PipeliningTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<Wire> wires = new ArrayList<>();

    @TempDir
    Path root;

    @AfterEach
    void close() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
    }

    @Test
    void whoGoesWithoutItsAnswersIsNotLogged() throws Exception {
        try (Served served = Served.at(root)) {
            for (int i = 0; i < 20; i++) {
                Wire wire = connect(served).say(request("/nothing").repeat(2000));
                wire.socket.setSoLinger(true, 0);
            }
            close();
            Served.await("gone", () -> served.server.connections() == 0);
        }
    }

    @Test
    void whatIsReadBehindAWaitingExchangeIsAddedToWhatWasReadWithIt() throws Exception {
        HeldExchanges handler = new HeldExchanges();
        try (Served served = Served.at(root, s -> s.withExchanges(Map.of(HeldExchanges.PATTERN, handler)))) {
            Wire poll = connect(served).say(request("/x/held/poll") + request("/x/seen?1"));
            Held held = handler.held("poll");
            Wire post = connect(served)
                    .say("POST /x/held/post HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                            + request("/x/seen?1"));
            Held posted = handler.held("post");
            for (int i = 2; i < 20; i++) {
                poll.say(request("/x/seen?" + i));
                post.say(request("/x/seen?" + i));
                for (int j = 0; j < 4; j++) {
                    assertEquals(200, connect(served).get("/x/seen").status());
                }
            }
            held.answer("first");
            posted.answer("first");
            for (Wire wire : List.of(poll, post)) {
                assertEquals("first", wire.reply().text());
                for (int i = 1; i < 20; i++) {
                    assertTrue(wire.reply().text().contains(" " + i + " "));
                }
            }
        }
    }

    @Test
    void whoGoesWhileItsExchangeWaitsIsNoticedBehindItsNextRequest() throws Exception {
        HeldExchanges handler = new HeldExchanges();
        try (Served served = Served.at(root, s -> s.withExchanges(Map.of(HeldExchanges.PATTERN, handler)))) {
            Wire wire = connect(served).say(request("/x/held/poll") + request("/x/seen"));
            Held held = handler.held("poll");
            wire.close();
            Served.await("over", held::isOver);
        }
    }

    /** No selector is left alone with one connection: each has some of the others. */
    @Test
    void othersAreAnsweredInBetween() throws Exception {
        Queue<String> order = new ConcurrentLinkedQueue<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Exchange.Handler handler = exchange -> {
            String who = String.valueOf(exchange.query());
            order.add(who);
            if (who.equals("first")) {
                begun.countDown();
                await(go);
            }
            exchange.begin(200, Map.of("Content-Length", "0"));
            exchange.end();
        };
        try (Served served = Served.at(root, s -> s.withExchanges(Map.of("/order", handler)))) {
            Wire many = connect(served);
            List<Wire> others = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                others.add(connect(served));
                assertEquals(200, others.get(i).get("/").status());
            }
            many.say(request("/order?first") + request("/order?many").repeat(5_000) + request("/order?last"));
            await(begun);
            for (Wire other : others) {
                other.say(request("/order?other"));
            }
            go.countDown();
            for (Wire other : others) {
                assertEquals(200, other.reply().status());
            }
            Served.await("all", () -> order.contains("last"));
        }
        List<String> all = new ArrayList<>(order);
        assertEquals(5_042, all.size());
        assertTrue(all.lastIndexOf("other") < all.size() - 1_000, "at " + all.lastIndexOf("other"));
    }

    /** It is on the selector's thread, as the frames behind it. */
    @Test
    void aHandshakeBehindAnotherRequestIsAHandshake() throws Exception {
        try (Served served = Served.at(root)) {
            Wire wire = connect(served).say(request("/") + request("/app.js") + Wire.handshake("/test/behind"));
            assertEquals(200, wire.reply().status());
            assertEquals(200, wire.reply().status());
            assertEquals(101, wire.upgradeReply().status());
            for (int i = 0; i < 3; i++) {
                wire.sendText("hello " + i);
                assertEquals("hello " + i, wire.receive().text());
            }
        }
    }

    @Test
    void whoReadsNoAnswersIsGivenNoMore() throws Exception {
        AtomicInteger served = new AtomicInteger();
        Exchange.Handler big = exchange -> {
            served.incrementAndGet();
            Answering.zeros(100_000).handle(exchange);
        };
        ConnectionLimits limits =
                ConnectionLimits.defaults().withDeadlines(new Deadlines(LONG, LONG, LONG, SHORT, LONG));
        try (Served server =
                Served.at(root, s -> s.withExchanges(Map.of("/api/*", big)).withLimits(limits))) {
            connect(server).say(request("/api/big").repeat(500));
            Wire single = connect(server);
            Served.await("the first", () -> served.get() > 0);
            for (int i = 0; i < 500 && server.server.connections() > 0; i++) {
                sayOrBeCutOff(single);
            }
            Served.await("cut off", () -> server.server.connections() == 0);
        }
        assertTrue(served.get() < 500, "answered " + served);
    }

    @Test
    void whoReadsLateGetsAllOfThem() throws Exception {
        try (Served server = Served.at(root, s -> s.withExchanges(Map.of("/api/*", Answering.zeros(100_000))))) {
            Wire wire = connect(server).say(request("/api/big").repeat(200));
            for (int i = 0; i < 200; i++) {
                assertEquals(100_000, wire.reply().body().length);
            }
            assertEquals(200, wire.get("/").status());
        }
    }

    private static void sayOrBeCutOff(Wire wire) {
        try {
            wire.say(request("/api/big"));
        } catch (IOException e) {
            // It has been, as it should.
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(Served.PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String request(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private Wire connect(Served served) throws IOException {
        Wire wire = served.connect();
        wires.add(wire);
        return wire;
    }
}
