package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.echo.Fragments;
import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Difference;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code /echo} does where the query asks for it; {@code docs/echo.md} has the table of the differences. */
@On({Where.OWN, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class EchoOptionsContract extends ContractTest {
    @Test
    void delayedRepliesKeepTheirOrderAndHaveTheirTime() {
        Client client = plain("/echo?prefix=&delay=300");
        long from = System.nanoTime();
        client.send("a");
        client.send(new byte[] {1});
        client.send("b");
        assertEquals("a", client.next().text());
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
        // Both clocks count whole milliseconds.
        assertTrue(took >= 299, () -> "only " + took + " ms");
        assertArrayEquals(new byte[] {1}, client.next().binary());
        assertEquals("b", client.next().text());
    }

    @Test
    void aDelayedReplyKeepsNobodyFromLeaving() {
        Client client = plain("/echo?delay=60000");
        client.send("never");
        client.close(1000, "enough");
        assertEquals(1000, client.closed().closeCode());
        RawClient vanishes = raw("/echo?delay=60000");
        vanishes.send(Frame.text("never"));
        vanishes.reset();
    }

    @ParameterizedTest
    @CsvSource({"1000,0", "1001,1", "1008,2", "1011,1", "1012,1", "1013,3", "1014,1", "3000,0", "4999,2"})
    void itClosesWithWhatIsAskedForAfterSoManyMessages(int code, int after) {
        Client client = plain("/echo?prefix=&close=" + code + "&reason=as%20%E4%BD%A0%20asked&after=" + after);
        for (int i = 0; i < after; i++) {
            client.send("" + i);
            assertEquals("" + i, client.next().text());
        }
        Frame close = client.closed();
        assertEquals(code, close.closeCode());
        assertEquals("as \u4f60 asked", close.closeReason());
        assertEquals(0, client.waiting());
    }

    @Test
    void whatComesAfterTheLastMessageIsNotAnswered() {
        Client client = plain("/echo?prefix=&close=4000&after=2&delay=50");
        client.send(Frame.text("a"), Frame.text("b"), Frame.text("c"));
        assertEquals("a", client.next().text());
        assertEquals("b", client.next().text());
        assertEquals(4000, client.closed().closeCode());
        assertEquals(0, client.waiting());
    }

    @ParameterizedTest
    @CsvSource({"abcdef,3", "a,3", "'',2", "\ud83d\ude00\ud83d\ude00\u4f60,4"})
    void repliesComeInFragments(String text, int count) {
        RawClient client = raw("/echo?prefix=&frames=" + count);
        client.send(Frame.text(text));
        long letters = Fragments.of(text, count).stream()
                .filter(part -> !part.isEmpty())
                .count();
        assertArrayEquals(utf8(text), gathered(client, Frame.TEXT, expected(count, letters)));
        byte[] bytes = utf8(text);
        client.send(Frame.binary(bytes));
        assertArrayEquals(bytes, gathered(client, Frame.BINARY, expected(count, bytes.length)));
    }

    /**
     * How many frames come of so many fragments.
     *
     * @param filled how many of them could have anything in them
     */
    private int expected(int count, long filled) {
        return does(Difference.SKIPS_EMPTY_FRAGMENTS) ? (int) Math.max(1, Math.min(count, filled)) : count;
    }

    @Test
    void aThousandFragmentsOfALongMessage() {
        RawClient client = raw("/echo?frames=1000");
        byte[] long_ = new byte[300_000];
        client.send(Frame.binary(long_));
        assertArrayEquals(long_, gathered(client, Frame.BINARY, 1000));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] gathered(RawClient client, int kind, int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<String> seen = new ArrayList<>();
        Frame frame;
        do {
            frame = client.read();
            if (frame.opcode() < Frame.CLOSE) {
                assertEquals(seen.isEmpty() ? kind : Frame.CONTINUATION, frame.opcode());
                seen.add(frame.toString());
                all.writeBytes(frame.payload());
            }
        } while (!frame.fin() || frame.opcode() > Frame.CLOSE);
        assertEquals(count, seen.size(), () -> "fragments: " + seen);
        return all.toByteArray();
    }

    @Test
    void whoDoesNotReadFragmentsTakesNothingFromOthers() {
        for (int i = 0; i < 10; i++) {
            RawClient stalls = closeAfter(handshake("/echo?frames=10&ping=100&size=1048576")
                    .receiveBuffer(4096)
                    .open());
            stalls.send(Frame.text("a"), Frame.text("b"), Frame.text("c"), Frame.text("d"));
        }
        Client other = plain("/echo?close=4000&after=1");
        other.send("still here");
        assertEquals("echo: still here", other.next().text());
        assertEquals(4000, other.closed().closeCode());
    }

    @Test
    void whoNeverReadsMessagesInPartsKeepsNobodyFromThem() {
        // Elsewhere a thread is held for each, and an address has a share of them: both of these have the same address.
        if (does(Difference.OWNS_CONNECTIONS)) {
            return;
        }
        for (int i = 0; i < 20; i++) {
            RawClient stalls = closeAfter(handshake("/echo?frames=2&ping=100&size=8388608")
                    .receiveBuffer(4096)
                    .open());
            stalls.send(Frame.text("a"), Frame.text("b"));
        }
        for (int i = 0; i < 5; i++) {
            Client other = plain("/echo?frames=3&prefix=&ping=100&report=1");
            other.send("in parts");
            String next = other.next().text();
            while (next.startsWith("{")) {
                next = other.next().text();
            }
            assertEquals("in parts", next);
            assertTrue(other.next().text().startsWith("{\"ping\":"));
        }
    }

    @Test
    void pongsComeBetweenTheFragmentsOfAMessageOrAroundThem() {
        RawClient client = raw("/echo?frames=2&prefix=");
        byte[] bytes = new byte[60_000];
        client.send(Frame.binary(bytes), Frame.ping("1"), Frame.binary(bytes), Frame.ping("2"));
        int pongs = 0;
        List<Integer> data = new ArrayList<>();
        while (pongs < 2 || data.size() < 4) {
            Frame frame = client.read();
            if (frame.opcode() == Frame.PONG) {
                pongs++;
            } else {
                data.add(frame.opcode());
                assertEquals(30_000, frame.payload().length);
            }
        }
        assertEquals(List.of(Frame.BINARY, Frame.CONTINUATION, Frame.BINARY, Frame.CONTINUATION), data);
    }

    @Test
    void whatIsDelayedIsBounded() {
        Client asks = plain("/echo?delay=60000&size=1048576");
        asks.send(Frame.text("a"), Frame.text("b"), Frame.ping("not read any more"));
        if (does(Difference.OWNS_CONNECTIONS)) {
            assertEquals(1013, asks.closed().closeCode());
        } else {
            Client other = plain("/echo?ping=100&report=1");
            assertEquals(1, other.next().object().getInt("ping"));
            assertEquals(0, asks.pongs());
        }
    }

    @Test
    void itPingsSoOftenAndReportsEachRoundTrip() {
        Client client = plain("/echo?ping=100&report=1");
        for (int i = 1; i <= 3; i++) {
            JsonObject report = client.next().object();
            assertEquals(i, report.getInt("ping"));
            assertTrue(report.getJsonNumber("ms").doubleValue() >= 0, report::toString);
        }
        client.send("and still an echo");
        String next;
        do {
            next = client.next().text();
        } while (next.startsWith("{"));
        assertEquals("echo: and still an echo", next);
    }

    @Test
    void noPingFollowsOneThatIsNotAnswered() {
        RawClient client = raw("/echo?ping=100&report=1&prefix=");
        Frame first = client.read();
        assertEquals(Frame.PING, first.opcode());
        client.send(Frame.pong((byte) 9), Frame.text("x"));
        assertEquals("x", client.read().text());
        client.send(Frame.pong(first.payload()));
        assertTrue(client.read().text().startsWith("{\"ping\":1,"));
        Frame second = client.read();
        assertEquals(Frame.PING, second.opcode());
        assertNotEquals(first, second);
    }

    @Test
    void theMuteAnswersNothingAndStillCounts() {
        Client client = plain("/echo?mute=1&close=4001&after=2");
        client.send("a");
        client.send(new byte[1]);
        assertEquals(4001, client.closed().closeCode());
        assertEquals(0, client.waiting());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 1 << 20})
    void repliesAreOfTheSizeThatIsAskedFor(int size) {
        Client client = plain("/echo?size=" + size);
        client.send("x");
        assertEquals(size, client.next().text().length());
        client.send(new byte[7]);
        assertEquals(size, client.next().binary().length);
    }

    @Test
    void theConnectionIsDropped() throws Exception {
        RawClient client = raw("/echo?drop=1&after=1&prefix=");
        if (does(Difference.OWNS_CONNECTIONS)) {
            Frame close = client.readClose();
            assertEquals(1008, close.closeCode());
            assertTrue(close.closeReason().startsWith("drop: "), close::toString);
            return;
        }
        client.send(Frame.text("last"));
        assertEquals("last", client.read().text());
        client.readToEndWithoutAFrame();
        raw("/echo?drop=1&delay=20").readToEndWithoutAFrame();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delay=60001|delay: 0 to 60000, not \"60001\"",
                "delay=1s|delay: 0 to 60000, not \"1s\"",
                "frames=1000000000|frames: 1 to 1000, not \"1000000000\"",
                "ping=1|ping: 100 to 60000, not \"1\"",
                "close=1006|close: a code that may be sent: 1000-1003, 1007-1014 or 3000-4999, not 1006",
                "drop=yes|drop: 1 or 0, not \"yes\"",
                "after=1|after: only with close or drop",
                "prefix=&size=%F0%9F%98%80|size: 0 to 1048576, not \"?\"",
            })
    void aWrongValueIsRefused(String query, String why) {
        RawClient client = closeAfter(handshake("/echo?" + query).open());
        assertEquals(400, client.response().status());
        assertEquals(why, client.response().text().strip());
        assertEquals("text/plain", mediaType(client));
    }

    private static String mediaType(RawClient client) {
        return String.valueOf(client.response().header("Content-Type")).replaceAll(";.*", "");
    }

    @Test
    void otherPathsAskForNothing() {
        assertEquals(
                101,
                closeAfter(handshake("/broadcast?delay=x&close=1").open())
                        .response()
                        .status());
    }

    /** Spelled so that what precedes the upgrade doesn't know it: as where nothing does. */
    @On(Where.OWN)
    @Test
    void aWrongValueThatCameThroughIsClosedWithTheReason() {
        Frame close = raw("/%65cho?delay=x").readClose();
        assertEquals(1008, close.closeCode());
        assertEquals("delay: 0 to 60000, not \"x\"", close.closeReason());
    }

    @On(Where.OWN)
    @Test
    void aPingThatWasHeldBackIsNotAnsweredAfterTheClose() {
        RawClient held = raw("/echo?delay=60000&size=1048576");
        held.send(Frame.text("a"), Frame.ping("held back"));
        assertEquals(1, plain("/echo?ping=100&report=1").next().object().getInt("ping"));
        server().restart();
        assertEquals(1001, held.readClose().closeCode());
    }
}
