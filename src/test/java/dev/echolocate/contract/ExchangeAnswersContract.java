package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.HeldExchanges;
import dev.echolocate.testkit.HeldExchanges.Held;
import dev.echolocate.testkit.HeldExchanges.Written;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.Response;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is asked and answered, in order. */
class ExchangeAnswersContract extends ExchangeContract {
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
}
