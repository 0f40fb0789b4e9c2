package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.app.App;
import dev.echolocate.app.Keys;
import dev.echolocate.embedded.EmbeddedServer;
import dev.echolocate.embedded.ServerSettings;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.HeldExchanges;
import dev.echolocate.testkit.HeldExchanges.Held;
import dev.echolocate.testkit.HeldExchanges.Written;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Server;
import dev.echolocate.testkit.TrustingTls;
import dev.echolocate.testkit.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What {@link dev.echolocate.web.http.Exchange} promises. The server alone, with {@link #handler} at its pattern. */
@On(Where.OWN)
class ExchangeContract extends ContractTest {
    /** More than the kernels of both sides hold for a peer that doesn't read. */
    private static final int HUGE = 32 << 20;

    private static final int SMALL_BUFFER = 4096;

    /** To be mapped at {@link HeldExchanges#PATTERN}. */
    final HeldExchanges handler = new HeldExchanges();

    /** Whether an exchange that waits is over as soon as its client has gone; else the next write finds out. */
    boolean noticesWhoGoes() {
        return true;
    }

    /** How many wait at one time: over TLS, hands are to be shaken with each of them. */
    private int crowd() {
        return server().isSecure() ? 200 : 1000;
    }

    @Override
    protected Server start(Where where, Map<String, String> settings) {
        ServerSettings own = ServerSettings.of(Path.of("src/main/webapp"))
                .withContextPath("/some/where")
                .withExchanges(Map.of(HeldExchanges.PATTERN, handler));
        return new Embedded(where == Where.OWN_TLS ? own.withTls(TrustingTls.identity()::context) : own);
    }

    @Test
    void aBodyIsGatheredAndTheConnectionIsUsedAgain() {
        HttpWire wire = connect();
        for (int length : new int[] {3, 0, HeldExchanges.MAX_BODY, 1}) {
            byte[] body = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
            Response answer = wire.post("/x/echo", body).answer();
            assertEquals(200, answer.status());
            assertEquals("yes", answer.header("X-Own"));
            assertEquals("x".repeat(length), answer.text());
        }
        wire.say(wire.request("POST", "/x/echo", "Transfer-Encoding: chunked")).say("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
        assertEquals("abcde", wire.answer().text());
        assertEquals("", wire.ask("GET", "/x/echo").answer().text());
    }

    @Test
    void aBodyThatIsTooLongIsNone() {
        byte[] tooLong = new byte[HeldExchanges.MAX_BODY + 1];
        assertEquals(413, connect().post("/x/echo", tooLong).answer().status());
    }

    @Test
    void aRequestIsSeenAsItIs() {
        String secure = Boolean.toString(server().isSecure());
        HttpWire wire = connect();
        assertEquals(
                "GET /x/a%20b/c a=1&b=%26 Value null " + secure + " null",
                wire.ask("GET", "/x/a%20b/c?a=1&b=%26", "X-TEST: Value")
                        .answer()
                        .text());
        assertEquals(
                "DELETE /x null null null " + secure + " null",
                wire.ask("DELETE", "/x").answer().text());
        assertEquals(
                "OPTIONS /x/y null one null " + secure + " null",
                wire.ask("OPTIONS", "/x/y", "x-test: one", "X-Test: two")
                        .answer()
                        .text());
        assertEquals(
                "GET /x/y null null null " + secure + " null",
                wire.ask("GET", "/x/y", "Connection: Upgrade", "Upgrade: h2c")
                        .answer()
                        .text());
    }

    @Test
    void headHasNoBodyAndTheNextAnswerFollows() {
        HttpWire wire = connect();
        Response head = wire.ask("HEAD", "/x/seen").head();
        assertEquals(200, head.status());
        assertNotNull(head.header("Content-Length"));
        assertEquals(200, wire.ask("GET", "/x/seen").answer().status());
        Held held = held(wire, "HEAD");
        Written dropped = held.stream().write("not a word");
        held.exchange().end();
        assertEquals(200, wire.head().status());
        assertEquals(1, dropped.times());
        assertEquals(200, wire.ask("GET", "/x/seen").answer().status());
    }

    @Test
    void anAnswerMayHaveNothingButAStatus() {
        HttpWire wire = connect();
        for (int i = 0; i < 2; i++) {
            Held held = held(wire, "GET");
            held.exchange().begin(204, java.util.Map.of());
            held.exchange().end();
            assertEquals(204, wire.answer().status());
        }
        Held empty = held(wire, "GET").stream();
        empty.exchange().end();
        assertEquals("", wire.answer().text());
        assertEquals(200, wire.ask("GET", "/x/seen").answer().status());
    }

    @Test
    void aStreamArrivesAsItIsWritten() {
        HttpWire wire = connect();
        Held held = held(wire, "GET").stream();
        Written none = held.write("");
        assertEquals("chunked", wire.head().header("Transfer-Encoding"));
        for (int i = 0; i < 5; i++) {
            Written written = held.write("part " + i);
            assertEquals("part " + i, wire.chunk());
            Deadline.await("done", () -> written.times() == 1);
            assertNull(written.error());
        }
        assertEquals(1, none.times());
        assertFalse(held.isOver());
        held.exchange().end();
        assertEquals("", wire.chunk());
        Deadline.await("over", held::isOver);
        assertEquals(200, wire.ask("GET", "/x/seen").answer().status());
        assertEquals(1, held.timesOver().get());
    }

    @Test
    void whatIsLongArrivesWhole() {
        HttpWire wire = connect();
        Held held = held(wire, "GET");
        String text = "0123456789abcdef".repeat(512 << 10);
        held.answer(text);
        assertEquals(text, wire.answer().text());
        Deadline.await("over", held::isOver);
        assertEquals(200, wire.ask("GET", "/x/seen").answer().status());
    }

    @Test
    void anOldClientReadsToTheEndOfTheConnection() {
        HttpWire wire = connect();
        String path = server().contextPath() + "/x/held/";
        String name = fresh("old");
        wire.say("GET " + path + name + " HTTP/1.0\r\n\r\n");
        Held held = handler.held(name).stream();
        held.write("all of it");
        Response head = wire.head();
        assertNull(head.header("Transfer-Encoding"));
        held.exchange().end();
        assertEquals("all of it", wire.rest());
        Deadline.await("over", held::isOver);
    }

    @Test
    void manyWaitWithoutAThreadAndAllAreAnswered() {
        int waiting = crowd();
        assertEquals(200, connect().ask("GET", "/x/seen").answer().status());
        int threads = threads();
        List<HttpWire> wires = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            String name = fresh("crowd");
            names.add(name);
            wires.add(connect().ask("GET", "/x/held/" + name));
        }
        names.forEach(handler::held);
        int more = threads() - threads;
        assertTrue(more <= 10, "so many threads more: " + more);
        for (String name : names) {
            handler.held(name).answer(name);
        }
        for (int i = 0; i < waiting; i++) {
            assertEquals(names.get(i), wires.get(i).answer().text());
        }
        Deadline.await(
                "all over",
                () -> names.stream().allMatch(name -> handler.held(name).isOver()));
    }

    @Test
    void whoDoesNotReadIsWaitedForAloneAndCanBeEnded() {
        HttpWire wire = closeAfter(new HttpWire(server(), SMALL_BUFFER));
        Held held = held(wire, "GET").stream();
        Written pending = held.write(new byte[HUGE]);
        for (int i = 0; i < 10; i++) {
            assertEquals(200, connect().ask("GET", "/x/seen").answer().status());
        }
        assertEquals(0, pending.times());
        assertFalse(held.isOver());
        held.exchange().abort();
        held.exchange().abort();
        Deadline.await("over", held::isOver);
        Deadline.await("done", () -> pending.times() == 1);
        assertNotNull(pending.error());
        assertTrue(wire.rest().length() < HUGE);
        assertEquals(1, pending.times());
        assertEquals(1, held.timesOver().get());
    }

    @Test
    void anEndWaitsForTheWriteInFlight() {
        HttpWire wire = closeAfter(new HttpWire(server(), SMALL_BUFFER));
        Held held = held(wire, "GET").stream();
        Written pending = held.write(new byte[HUGE]);
        held.exchange().end();
        held.exchange().end();
        assertEquals(0, pending.times());
        assertFalse(held.isOver());
        assertEquals(HUGE, wire.answer().body().length);
        Deadline.await("over", held::isOver);
        assertNull(pending.error());
        assertEquals(200, wire.ask("GET", "/x/seen").answer().status());
    }

    @Test
    void whoGoesIsNoticed() {
        List<Held> silent = new ArrayList<>();
        List<Held> begun = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            HttpWire fin = connect();
            silent.add(held(fin, "GET"));
            fin.close();
            HttpWire rst = connect();
            silent.add(held(rst, "GET"));
            rst.reset();
            HttpWire midway = connect();
            Held held = held(midway, "GET").stream();
            begun.add(held);
            held.write("begun");
            assertEquals(200, midway.head().status());
            midway.reset();
        }
        if (!noticesWhoGoes()) {
            silent.forEach(Held::stream);
            silent.forEach(ExchangeContract::writeUntilOver);
            begun.forEach(ExchangeContract::writeUntilOver);
        }
        begun.addAll(silent);
        for (Held held : begun) {
            Deadline.await("over", held::isOver);
            held.exchange().end();
            held.exchange().abort();
            assertEquals(1, held.timesOver().get());
        }
    }

    @Test
    void everyWriteIsDoneOnceWhenever() {
        for (int i = 0; i < crowd() / 10; i++) {
            HttpWire wire = connect();
            Held held = held(wire, "GET").stream();
            held.write("begun");
            wire.reset();
            writeUntilOver(held);
            assertEquals(1, held.timesOver().get());
        }
    }

    private static void writeUntilOver(Held held) {
        List<Written> all = new ArrayList<>();
        Deadline.await("over", () -> {
            Written written = held.write("anybody?");
            all.add(written);
            Deadline.await("done", () -> written.times() > 0);
            return held.isOver();
        });
        for (Written written : all) {
            assertEquals(1, written.times());
        }
    }

    @Test
    void aWriteToWhoHasGoneFailsOnce() {
        HttpWire wire = closeAfter(new HttpWire(server(), SMALL_BUFFER));
        Held held = held(wire, "GET").stream();
        Written pending = held.write(new byte[HUGE]);
        wire.reset();
        Deadline.await("over", held::isOver);
        Deadline.await("done", () -> pending.times() > 0);
        assertNotNull(pending.error());
        Written late = held.write("too late");
        Deadline.await("done", () -> late.times() > 0);
        assertNotNull(late.error());
        assertEquals(1, pending.times());
        assertEquals(1, late.times());
    }

    @Test
    void anAbortSaysNothingMore() {
        HttpWire before = connect();
        Held unanswered = held(before, "GET");
        unanswered.exchange().abort();
        assertEquals("", before.rest());
        Deadline.await("over", unanswered::isOver);
        HttpWire midway = connect();
        Held begun = held(midway, "GET").stream();
        begun.write("some");
        assertEquals(200, midway.head().status());
        assertEquals("some", midway.chunk());
        begun.exchange().abort();
        assertEquals("", midway.rest());
        Deadline.await("over", begun::isOver);
    }

    @Test
    void anAbortAfterTheEndTouchesNobody() {
        HttpWire wire = connect();
        Held first = held(wire, "GET");
        first.answer("first");
        assertEquals("first", wire.answer().text());
        Deadline.await("over", first::isOver);
        Held second = held(wire, "GET");
        first.exchange().abort();
        first.exchange().end();
        second.answer("second");
        assertEquals("second", wire.answer().text());
    }

    @Test
    void whoAsksAfterItIsOverHearsAtOnce() {
        HttpWire wire = connect();
        Held held = held(wire, "GET");
        held.answer("done");
        wire.answer();
        Deadline.await("over", held::isOver);
        AtomicInteger late = new AtomicInteger();
        held.exchange().whenOver(late::incrementAndGet);
        assertEquals(1, late.get());
    }

    @Test
    void requestsBehindOneThatWaitsAreAnsweredAfterIt() {
        HttpWire wire = connect();
        Held held = held(wire, "GET");
        for (int i = 0; i < 50; i++) {
            wire.ask("GET", "/x/seen?" + i, "X-Filler: " + "x".repeat(5000));
        }
        String body = "y".repeat(10_000);
        wire.post("/x/echo", body.getBytes(StandardCharsets.US_ASCII));
        assertEquals(200, connect().ask("GET", "/x/seen").answer().status());
        held.answer("first");
        assertEquals("first", wire.answer().text());
        for (int i = 0; i < 50; i++) {
            assertTrue(wire.answer().text().contains(" " + i + " "));
        }
        assertEquals(body, wire.answer().text());
    }

    @Test
    void requestsInOneSegmentAreAnsweredInOrder() {
        HttpWire wire = connect();
        String one = wire.request("GET", "/x/seen", "X-Test: one");
        String two = wire.request("GET", "/x/seen", "X-Test: two");
        String name = fresh("pipelined");
        wire.say(one + two + wire.request("GET", "/x/held/" + name) + one);
        assertTrue(wire.answer().text().contains(" one "));
        assertTrue(wire.answer().text().contains(" two "));
        handler.held(name).answer("three");
        assertEquals("three", wire.answer().text());
        assertTrue(wire.answer().text().contains(" one "));
    }

    /** Asks for an exchange to hold, on this connection. */
    private Held held(HttpWire wire, String method) {
        String name = fresh("held");
        wire.ask(method, "/x/held/" + name);
        return handler.held(name);
    }

    private HttpWire connect() {
        return closeAfter(new HttpWire(server()));
    }

    private static int threads() {
        return Thread.getAllStackTraces().size();
    }

    /** The server alone. */
    private static final class Embedded implements Server {
        private final ServerSettings settings;
        private final App app = new App(Keys.defaults());
        private final EmbeddedServer server;

        Embedded(ServerSettings settings) {
            this.settings = settings;
            try {
                server = new EmbeddedServer(settings, app.services(), List.of());
                server.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int port() {
            return server.port();
        }

        @Override
        public String contextPath() {
            return settings.contextPath();
        }

        @Override
        public boolean isSecure() {
            return settings.tls() != null;
        }

        @Override
        public void close() {
            server.close();
            app.close();
        }

        @Override
        public void restart() {
            throw new UnsupportedOperationException();
        }
    }
}
