package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.RawClient;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed messages in whatever form, and what is none. */
class CompressedMessagesGrizzlyTest extends CompressionFixture {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 255, 256, 1_000, 4_096, 4_097, 16_383, 16_384, 16_385, 65_536, 100_000})
    void aCompressedMessageComesBackCompressedWhereThatPays(int length) throws DataFormatException {
        RawClient client = echo();
        String text = words(length);
        client.send(compressed(deflated(text)));
        Frame back = client.readMessage();
        assertEquals(text, length < 256 || length > 4096 ? back.text() : inflated(back));
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
    void fragmentsOfACompressedMessageWithPingsBetween() {
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
        assertEquals(text, client.readMessage().text());
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

    /** RFC 7692 7.2.1: behind a block that says it is the last, the next one follows. */
    @Test
    void severalLastBlocksAreOneMessage() {
        byte[] hello = finished("Hello");
        byte[] world = finished("World");
        RawClient client = echo();
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(hello);
        both.writeBytes(world);
        both.write(0);
        client.send(compressed(both.toByteArray()));
        assertEquals("HelloWorld", client.readMessage().text());
        client.send(compressed(hello).open(), Frame.more(world));
        assertEquals("HelloWorld", client.readMessage().text());
    }

    private static byte[] finished(String text) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        deflater.finish();
        byte[] out = new byte[1_000];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    @Test
    void whatBreaksOffInsideOfABlockIsNoMessage() {
        byte[] whole = deflated(words(2_000));
        for (int length : new int[] {1, 12, whole.length / 2, whole.length - 2}) {
            RawClient client = echo();
            client.send(compressed(Arrays.copyOf(whole, length)));
            assertEquals(1007, client.readClose().closeCode(), "after " + length);
        }
    }

    /** Each comes to nothing, and there are as many as one read brings. */
    @Test
    void emptyFragmentsOfACompressedMessage() {
        RawClient client = echo();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(compressed(new byte[0]).open().bytes());
        for (int i = 0; i < 8_000; i++) {
            all.writeBytes(Frame.more(new byte[0]).open().bytes());
        }
        all.writeBytes(Frame.more(deflated("Hello")).bytes());
        client.write(all.toByteArray());
        assertEquals("Hello", client.readMessage().text());
    }

    @Test
    void whatCameBeforeAWrongFrameIsAnswered() {
        RawClient client = echo();
        client.send(Frame.text("hi"), Frame.text("x").unmasked());
        assertEquals("hi", client.readMessage().text());
        assertEquals(1002, client.readClose().closeCode());
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

    @Test
    void textIsStillLookedAt() {
        RawClient client = echo();
        client.send(compressed(deflated(new byte[] {'a', (byte) 0xc0, (byte) 0xaf})));
        assertEquals(1007, client.readClose().closeCode());
    }
}
