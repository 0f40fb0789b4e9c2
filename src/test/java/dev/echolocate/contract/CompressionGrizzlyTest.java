package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Where;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** permessage-deflate (RFC 7692), which is our own server's. */
@On(Where.OWN)
class CompressionGrizzlyTest extends ContractTest {
    private static final int RSV1 = 4;
    private static final String AGREED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    @Override
    protected Map<String, String> settings() {
        return Map.of("echo.max-message", "1m", "deflate.max-total", "1m");
    }

    private RawClient open(String path, String offer, String... protocols) {
        Handshake handshake = Handshake.to(server(), path).extensions(offer);
        return closeAfter((protocols.length == 0 ? handshake : handshake.protocols(protocols)).open());
    }

    private RawClient echo() {
        return open("/echo?prefix=", "permessage-deflate; client_max_window_bits");
    }

    private static byte[] deflated(byte[] message) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(message);
        byte[] out = new byte[message.length + 1000];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }

    private static byte[] deflated(String text) {
        return deflated(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String inflated(Frame frame) throws DataFormatException {
        assertEquals(RSV1, frame.rsv());
        assertTrue(frame.fin());
        Inflater inflater = new Inflater(true);
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        in.writeBytes(frame.payload());
        in.writeBytes(new byte[] {0, 0, -1, -1});
        inflater.setInput(in.toByteArray());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] out = new byte[10_000];
        for (int n = inflater.inflate(out); n > 0; n = inflater.inflate(out)) {
            all.write(out, 0, n);
        }
        inflater.end();
        return all.toString(StandardCharsets.UTF_8);
    }

    private static Frame compressed(byte[] payload) {
        return Frame.of(Frame.TEXT, payload).rsv(RSV1);
    }

    /** Of so many bytes, and easily made shorter. */
    private static String words(int length) {
        StringBuilder text = new StringBuilder();
        Random random = new Random(length);
        while (text.length() < length) {
            text.append("word").append(random.nextInt(1000)).append(' ');
        }
        return text.substring(0, length);
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=10",
                "permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=\"15\"; client_no_context_takeover",
                "x-webkit-deflate-frame, permessage-deflate; server_max_window_bits=10, permessage-deflate"
            })
    void anOfferIsTaken(String offer) {
        assertEquals(AGREED, open("/echo", offer).response().header("Sec-WebSocket-Extensions"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=8; client_max_window_bits=9",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; unknown",
                "permessage-bzip2",
                "x-webkit-deflate-frame"
            })
    void anOfferIsDeclined(String offer) {
        RawClient client = open("/echo?prefix=", offer);
        assertEquals(101, client.response().status());
        assertNull(client.response().header("Sec-WebSocket-Extensions"));
        client.send(compressed(deflated("hello")));
        assertEquals(1002, client.readClose().closeCode());
    }

    @Test
    void bytesThatAreComparedAndFramesThatAreLookedAtAreNotCompressed() {
        for (String path : new String[] {"/inspect", "/broadcast/" + fresh("race") + "?traffic=websocket"}) {
            assertNull(open(path, "permessage-deflate").response().header("Sec-WebSocket-Extensions"), path);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 255, 256, 1_000, 16_383, 16_384, 16_385, 65_536, 100_000})
    void aCompressedMessageComesBackCompressedWhereThatPays(int length) throws DataFormatException {
        RawClient client = echo();
        String text = words(length);
        client.send(compressed(deflated(text)));
        Frame back = client.readMessage();
        assertEquals(text, length < 256 ? back.text() : inflated(back));
        client.send(Frame.text("as it is"));
        assertEquals("as it is", client.readMessage().text());
    }

    @Test
    void whatGetsNoShorterComesBackAsItWas() {
        RawClient client = echo();
        byte[] noise = noise(5_000);
        client.send(Frame.of(Frame.BINARY, deflated(noise)).rsv(RSV1));
        Frame back = client.readMessage();
        assertEquals(0, back.rsv());
        assertArrayEquals(noise, back.payload());
    }

    @Test
    void fragmentsOfACompressedMessageWithPingsBetween() throws DataFormatException {
        RawClient client = echo();
        String text = words(50_000);
        byte[] all = deflated(text);
        for (int at = 0; at < all.length; at += 1_000) {
            byte[] part = Arrays.copyOfRange(all, at, Math.min(all.length, at + 1_000));
            Frame frame = at == 0 ? compressed(part) : Frame.more(part);
            boolean last = at + 1_000 >= all.length;
            client.send(last ? frame : frame.open());
            if (!last) {
                client.send(Frame.ping("p"));
                assertEquals(Frame.PONG, client.read().opcode());
            }
        }
        assertEquals(text, inflated(client.readMessage()));
    }

    @Test
    void byteByByte() throws DataFormatException {
        RawClient client = echo();
        String text = words(2_000);
        client.trickle(compressed(deflated(text)));
        assertEquals(text, inflated(client.readMessage()));
    }

    @Test
    void aLastBlockAndAnEmptyLastFragment() {
        // RFC 7692 7.2.3.4 and 7.2.3.5: a block with BFINAL, and a message whose last fragment has nothing.
        RawClient client = echo();
        client.send(compressed(new byte[] {(byte) 0xf3, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 0x07, 0, 0}));
        assertEquals("Hello", client.readMessage().text());
        client.send(compressed(deflated("Hello")).open(), Frame.more(new byte[0]));
        assertEquals("Hello", client.readMessage().text());
    }

    @Test
    void whatIsLongerThanAMessageMayBeIsRefusedWhateverItCameAs() {
        RawClient client = echo();
        client.send(compressed(deflated(words((1 << 20) + 1))));
        assertEquals(1009, client.readClose().closeCode());
        RawClient other = echo();
        other.send(compressed(deflated("x".repeat(1 << 20))));
        Frame close = other.readClose();
        assertEquals(1009, close.closeCode());
        assertTrue(close.closeReason().contains("100 times"), close.closeReason());
    }

    @Test
    void whatCantBeInflatedEndsTheSession() {
        RawClient client = echo();
        client.send(compressed(new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3}));
        assertEquals(1007, client.readClose().closeCode());
    }

    @Test
    void theBitHasNoMeaningBehindTheFirstFrameNorOnControlFrames() {
        RawClient client = echo();
        client.send(compressed(deflated("Hello")).open(), Frame.more("x").rsv(RSV1));
        assertEquals(1002, client.readClose().closeCode());
        RawClient other = echo();
        other.send(Frame.ping("p").rsv(RSV1));
        assertEquals(1002, other.readClose().closeCode());
        RawClient third = echo();
        third.send(compressed(deflated("Hello")).open(), Frame.text("another"));
        assertEquals(1002, third.readClose().closeCode());
    }

    /** Each takes 80 KiB of the one MiB that there is. */
    @Test
    void messagesThatAreHalfComeAreBoundedAndGivenBack() throws DataFormatException {
        byte[] message = deflated(words(1_000));
        List<RawClient> halves = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            RawClient client = echo();
            client.send(compressed(message).open(), Frame.ping("there"));
            halves.add(client);
        }
        long refused = halves.stream()
                .map(RawClient::read)
                .filter(frame -> frame.opcode() == Frame.CLOSE)
                .peek(close -> assertEquals(1013, close.closeCode()))
                .count();
        assertTrue(refused > 0 && refused < 13, refused + " were refused");
        RawClient without = closeAfter(Handshake.to(server(), "/echo?prefix=").open());
        without.send(Frame.text("not compressed"));
        assertEquals("not compressed", without.readMessage().text());
        halves.forEach(RawClient::reset);
        Deadline.await("there is room again", () -> {
            RawClient client = echo();
            client.send(compressed(message));
            Frame frame = client.readMessageOrClose();
            return frame.opcode() == Frame.TEXT;
        });
    }

    @Test
    void textIsStillLookedAt() {
        RawClient client = echo();
        client.send(compressed(deflated(new byte[] {'a', (byte) 0xc0, (byte) 0xaf})));
        assertEquals(1007, client.readClose().closeCode());
    }

    @Test
    void whatAllGetIsCompressedOnceForAllAndWhatIsForOneIsNot() throws DataFormatException {
        String path = "/broadcast/" + fresh("all");
        RawClient one = open(path, "permessage-deflate");
        RawClient two = open(path, "permessage-deflate");
        RawClient plain = closeAfter(Handshake.to(server(), path).open());
        FeedClient feed = feed(path);
        String text = words(1_000);
        plain.send(Frame.text(text));
        Frame first = one.readMessage();
        assertEquals(text, inflated(first));
        assertArrayEquals(first.payload(), two.readMessage().payload());
        assertEquals(text, plain.readMessage().text());
        assertEquals(text, feed.text());
        plain.send(Frame.text("short"));
        assertEquals("short", one.readMessage().text());
    }

    @Test
    void aSnapshotIsNotCompressed() {
        String path = "/tracker/" + fresh("snapshot");
        FeedClient mover = feed(path);
        for (int i = 0; i < 20; i++) {
            mover.send("{\"id\":\"number-" + i + "\",\"lat\":1,\"lon\":1}");
        }
        while (!mover.item().getString("id").equals("number-19")) {
            // until all are there
        }
        RawClient late = open(path, "permessage-deflate", FeedClient.PROTOCOL);
        Frame first = late.readMessage();
        assertEquals(0, first.rsv());
        assertTrue(first.text().contains("number-19"), first.text());
    }
}
