package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Difference;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Where;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /echo} says back what it hears, whatever way it is said. */
@On({Where.OWN, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class EchoContract extends ContractTest {
    /** Some of these send as fast as they can. */
    @Override
    protected Map<String, String> settings() {
        return Map.of("rate.messages", "0");
    }

    private static final int MIB = 1 << 20;
    private static final int LARGEST = 16 * MIB;

    @Test
    void textComesBackAfterThePrefix() {
        Client client = plain("/echo");
        client.send("hello");
        assertEquals("echo: hello", client.next().text());
        client.send("\u4f60\u597d \ud83d\ude00");
        assertEquals("echo: \u4f60\u597d \ud83d\ude00", client.next().text());
    }

    @ParameterizedTest
    @CsvSource({"?prefix=,''", "?prefix=Hi,Hi", "?prefix=a%20b%3A%20,'a b: '", "?prefix=%E4%BD%A0,\u4f60"})
    void thePrefixIsTheClientsToChoose(String query, String prefix) {
        Client client = plain("/echo" + query);
        client.send("there");
        assertEquals(prefix + "there", client.next().text());
    }

    @Test
    void binaryComesBackAsItWas() {
        Client client = plain("/echo");
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        client.send(all);
        assertArrayEquals(all, client.next().binary());
    }

    @Test
    void fragmentsAreOneMessage() {
        Client client = plain("/echo");
        client.send(
                Frame.text("a").open(), Frame.more("").open(), Frame.more("b").open(), Frame.more("c"));
        assertEquals("echo: abc", client.next().text());
        client.send(
                Frame.binary((byte) 1).open(), Frame.more((byte) 2, (byte) 3).open(), Frame.more(new byte[0]));
        assertArrayEquals(new byte[] {1, 2, 3}, client.next().binary());
    }

    @Test
    void fragmentsMaySplitACharacter() {
        if (does(Difference.DECODES_EACH_FRAGMENT)) {
            return;
        }
        Client client = plain("/echo");
        byte[] face = "\ud83d\ude00".getBytes(StandardCharsets.UTF_8);
        Frame start = Frame.of(Frame.TEXT, Arrays.copyOf(face, 1));
        client.send(
                start.open(),
                Frame.more(Arrays.copyOfRange(face, 1, 3)).open(),
                Frame.more(Arrays.copyOfRange(face, 3, 4)));
        assertEquals("echo: \ud83d\ude00", client.next().text());
    }

    @Test
    void pingBetweenFragmentsIsAnswered() {
        Client client = plain("/echo");
        client.send(Frame.text("a").open(), Frame.ping("are you there"), Frame.more("b"));
        assertEquals("are you there", client.nextPong());
        assertEquals("echo: ab", client.next().text());
    }

    /** RFC 6455 5.5.1, 7.4, and the registry of IANA: whoever closes is answered with the code that they closed with. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1003, 1007, 1008, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void whoClosesHasTheirCodeBack(int code) {
        RawClient client = raw("/echo");
        client.send(Frame.close(code, "bye"));
        Frame close = client.readClose();
        if (code > 1011 && code < 3000 && does(Difference.KNOWS_FEWER_CODES)) {
            assertEquals(1002, close.closeCode());
        } else {
            assertEquals(code, close.closeCode());
            assertEquals("bye", close.closeReason());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535})
    void aCodeThatIsNeverSentIs1002(int code) {
        RawClient client = raw("/echo");
        client.send(Frame.close(code, "bye"));
        assertEquals(1002, client.readClose().closeCode());
    }

    @Test
    void unaskedPongIsIgnored() {
        Client client = plain("/echo");
        client.send(Frame.pong((byte) 1), Frame.text("still here"));
        assertEquals("echo: still here", client.next().text());
    }

    @Test
    void emptyMessagesComeBack() {
        Client client = plain("/echo");
        client.send("");
        assertEquals("echo: ", client.next().text());
        client.send(new byte[0]);
        assertEquals(0, client.next().binary().length);
        Client bare = plain("/echo?prefix=");
        bare.send("");
        assertEquals("", bare.next().text());
    }

    @Test
    void framesMayComeByteByByte() {
        RawClient client = raw("/echo");
        client.trickle(Frame.text("slow").open(), Frame.more("ly"));
        assertEquals("echo: slowly", client.readMessage().text());
    }

    @ParameterizedTest
    @ValueSource(ints = {125, 126, 127, 65_535, 65_536, MIB + 1, LARGEST})
    void anySizeUpToTheLargestComesBackFromOneFrame(int size) {
        Client client = plain("/echo?prefix=");
        byte[] noise = noise(size);
        client.send(noise);
        assertArrayEquals(noise, client.next().binary());
        String letters = letters(size);
        client.send(letters);
        assertEquals(letters, client.next().text());
    }

    @ParameterizedTest
    @ValueSource(ints = {MIB + 1, LARGEST})
    void anySizeUpToTheLargestComesBackFromFragments(int size) {
        Client client = plain("/echo?prefix=");
        byte[] noise = noise(size);
        sendInFragments(client, Frame.BINARY, noise, 100_003);
        assertArrayEquals(noise, client.next().binary());
        String letters = letters(size);
        sendInFragments(client, Frame.TEXT, letters.getBytes(StandardCharsets.UTF_8), 100_003);
        assertEquals(letters, client.next().text());
    }

    @ParameterizedTest
    @ValueSource(ints = {Frame.TEXT, Frame.BINARY})
    void oneByteMoreIsTooBig(int kind) {
        RawClient whole = raw("/echo");
        sendAndForgive(whole, Frame.of(kind, letters(LARGEST + 1).getBytes(StandardCharsets.US_ASCII)));
        assertEquals(1009, whole.readClose().closeCode());

        Client parts = plain("/echo");
        byte[] most = letters(LARGEST).getBytes(StandardCharsets.US_ASCII);
        sendInFragments(parts, kind, most, MIB, false);
        parts.send(Frame.more("!"));
        assertEquals(1009, parts.closed().closeCode());
    }

    @Test
    void notUtf8Is1007() {
        for (Frame[] bad : new Frame[][] {
            {Frame.of(Frame.TEXT, bytes(0xff))},
            {Frame.of(Frame.TEXT, bytes(0xc0, 0x80))},
            {Frame.of(Frame.TEXT, bytes(0xed, 0xa0, 0x80))},
            {Frame.of(Frame.TEXT, bytes('a', 0xf4, 0x90, 0x80, 0x80))},
            {Frame.of(Frame.TEXT, bytes('a', 0xe4, 0xbd))},
            {Frame.text("fine").open(), Frame.more(bytes(0xce)).open(), Frame.more(bytes('x'))},
            {Frame.text("fine").open(), Frame.more(bytes(0xf0, 0x9f)).open(), Frame.more(bytes(0x98))},
            {Frame.text("fine").open(), Frame.more(bytes(0xe4)).open(), Frame.more(new byte[0])},
        }) {
            RawClient client = raw("/echo");
            client.send(bad);
            assertEquals(1007, client.readClose().closeCode(), () -> Arrays.toString(bad));
            client.close();
        }
    }

    @Test
    void breachesOfTheProtocolAre1002() {
        for (Frame bad : new Frame[] {
            Frame.text("x").unmasked(),
            Frame.ping("x").unmasked(),
            Frame.text("x").rsv(4),
            Frame.text("x").rsv(2),
            Frame.of(3, new byte[0]),
            Frame.of(11, new byte[0]),
            Frame.more("x"),
            Frame.ping("x".repeat(126)),
            Frame.ping("x").open(),
            Frame.close(1005, ""),
            Frame.of(Frame.CLOSE, new byte[1]),
        }) {
            if (bad.mask() == null && does(Difference.TAKES_UNMASKED_FRAMES)) {
                continue;
            }
            RawClient client = raw("/echo");
            client.send(bad);
            assertEquals(1002, code(client, bad), bad::toString);
            client.close();
        }
    }

    private static int code(RawClient client, Frame bad) {
        try {
            return client.readClose().closeCode();
        } catch (AssertionError e) {
            throw new AssertionError("after " + bad + ": " + e.getMessage(), e);
        }
    }

    @Test
    void anotherMessageInsideAMessageIs1002() {
        RawClient client = raw("/echo");
        client.send(Frame.text("a").open(), Frame.text("b"));
        assertEquals(1002, client.readClose().closeCode());
    }

    @Test
    void theCloseCodeComesBack() {
        for (int code : new int[] {1000, 1001, 3000, 4999}) {
            Client client = plain("/echo");
            client.close(code, "enough");
            assertEquals(code, client.closed().closeCode());
        }
    }

    @Test
    void afterTheCloseTheServerEndsTheConnection() {
        RawClient client = raw("/echo");
        client.send(Frame.close(1000, ""));
        assertEquals(1000, client.readClose().closeCode());
        client.readToEnd();
    }

    @Test
    void theFirstOfferedSubprotocolIsTaken() {
        assertEquals(
                "b",
                closeAfter(Client.over(handshake("/echo").protocols("b", "a"))).protocol());
        assertEquals(
                "feed.v1",
                closeAfter(Client.over(handshake("/echo").protocols("feed.v1"))).protocol());
        assertNull(plain("/echo").protocol());
    }

    @Test
    void nobodyWaitsForAnAnswer() {
        Client client = plain("/echo?prefix=");
        Frame[] frames = new Frame[3000];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = i % 3 == 2 ? Frame.binary((byte) i) : Frame.text("message " + i);
        }
        client.send(frames);
        for (int i = 0; i < frames.length; i++) {
            if (i % 3 == 2) {
                assertArrayEquals(new byte[] {(byte) i}, client.next().binary());
            } else {
                assertEquals("message " + i, client.next().text());
            }
        }
        assertEquals(0, client.waiting());
    }

    @Test
    void clientsThatVanishTakeNothingFromOthers() {
        Client stays = plain("/echo");
        for (int i = 0; i < 20; i++) {
            RawClient goes = raw("/echo");
            goes.send(Frame.text("x".repeat(1000)), Frame.text("half").open());
            goes.reset();
        }
        RawClient half = raw("/echo");
        half.send(Frame.text("bye"));
        half.halfClose();
        half.readToEnd();
        stays.send("hello");
        assertEquals("echo: hello", stays.next().text());
    }

    /** Sends, unless the server has heard enough already. */
    private static void sendAndForgive(RawClient client, Frame frame) {
        try {
            client.send(frame);
        } catch (java.io.UncheckedIOException enough) {
            assertTrue(frame.payload().length > 0);
        }
    }

    private static void sendInFragments(Client client, int kind, byte[] payload, int size) {
        sendInFragments(client, kind, payload, size, true);
    }

    private static void sendInFragments(Client client, int kind, byte[] payload, int size, boolean end) {
        for (int from = 0; from < payload.length; from += size) {
            int to = Math.min(payload.length, from + size);
            Frame part = Frame.of(from == 0 ? kind : Frame.CONTINUATION, Arrays.copyOfRange(payload, from, to));
            client.send(end && to == payload.length ? part : part.open());
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(size).nextBytes(noise);
        return noise;
    }

    private static String letters(int size) {
        byte[] letters = noise(size);
        for (int i = 0; i < size; i++) {
            letters[i] = (byte) ('a' + (letters[i] & 15));
        }
        return new String(letters, StandardCharsets.US_ASCII);
    }

    @On({Where.OWN, Where.OWN_TLS})
    @Test
    void aClientThatSendsWithoutReadingIsHeldBackAndLosesNothing() {
        Client other = plain("/echo");
        try (Flood flood = new Flood(handshake("/echo?prefix="))) {
            flood.untilItStalls();
            assertTrue(flood.sent() < Flood.MESSAGES, "the server has read everything: " + flood.sent());
            other.send("still here");
            assertEquals("echo: still here", other.next().text());
            for (int i = 0; i < Flood.MESSAGES; i++) {
                assertEquals(flood.message(i), flood.client().readMessage().text());
            }
        }
    }

    @On(Where.TOMCAT)
    @Test
    void aClientThatSendsWithoutReadingIsClosed() {
        Client other = plain("/echo");
        try (Flood flood = new Flood(handshake("/echo?prefix="))) {
            flood.untilItStalls();
            other.send("still here");
            assertEquals("echo: still here", other.next().text());
            assertEquals(1013, flood.client().readClose().closeCode());
        }
    }

    /** With 1013, which the client doesn't read: Jetty ends the connection with bytes of it unread, so a RST overtakes it. */
    @On(Where.JETTY)
    @Test
    void aClientThatSendsWithoutReadingIsCutOff() {
        Client other = plain("/echo");
        try (Flood flood = new Flood(handshake("/echo?prefix="))) {
            flood.untilItStalls();
            other.send("still here");
            assertEquals("echo: still here", other.next().text());
            flood.client().readToEnd();
        }
    }
}
