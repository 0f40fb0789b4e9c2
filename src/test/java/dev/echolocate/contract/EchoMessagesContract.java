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
class EchoMessagesContract extends ContractTest {
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
