package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Messages arrive whole, in whatever pieces. */
class WebSocketMessagesTest extends WebSocketFixture {
    @Test
    void theLongestFrameArrivesInParts() throws Exception {
        byte[] payload = random(MOST);
        wire.send(0x82, payload);
        assertEquals(MOST + " " + crc(payload), wire.receive().text());
        assertTrue(seen().longestPart.get() <= FrameWatch.PART, "longest part " + seen().longestPart);
    }

    @Test
    void theLongestMessageInFragmentsWithPingsBetween() throws Exception {
        byte[] payload = random(MOST);
        int each = MOST / 16;
        for (int i = 0; i < 16; i++) {
            int first = (i == 0 ? 0x02 : 0) | (i == 15 ? 0x80 : 0);
            wire.send(first, Arrays.copyOfRange(payload, i * each, (i + 1) * each));
            if (i < 15) {
                wire.send(0x89, new byte[] {(byte) i});
                Wire.Frame pong = wire.receive();
                assertEquals(0x8A, pong.first());
                assertArrayEquals(new byte[] {(byte) i}, pong.payload());
            }
        }
        assertEquals(MOST + " " + crc(payload), wire.receive().text());
    }

    @Test
    void textIsDecodedAcrossParts() throws Exception {
        // Three bytes a character: no cut falls on a boundary for long.
        String text = "a" + "\u6f22\u5b57".repeat(500_000) + "\ud83d\ude00";
        wire.sendText(text);
        assertEquals(text.length() + " " + text.hashCode(), wire.receive().text());
    }

    @Test
    void textArrivesByteByByte() throws Exception {
        byte[] frame = Wire.frame(0x81, "\u6f22\u5b57 ok".getBytes(StandardCharsets.UTF_8));
        for (byte b : frame) {
            wire.out.write(b);
            wire.out.flush();
        }
        assertEquals("\u6f22\u5b57 ok", wire.receive().text());
    }

    @Test
    void aLongFrameArrivesByteByByte() throws Exception {
        String text = "\u00e4".repeat(2000);
        for (byte b : Wire.frame(0x81, text.getBytes(StandardCharsets.UTF_8))) {
            wire.out.write(b);
            wire.out.flush();
        }
        assertEquals(text.length() + " " + text.hashCode(), wire.receive().text());
    }

    @Test
    void emptyFramesAndFragments() throws Exception {
        wire.send(0x81, new byte[0]);
        assertEquals("", wire.receive().text());
        wire.send(0x01, new byte[0]);
        wire.send(0x00, "x".getBytes());
        wire.send(0x00, new byte[0]);
        wire.send(0x80, new byte[0]);
        assertEquals("x", wire.receive().text());
    }

    @Test
    void pingsWithoutReadingAreHeldBack() throws Exception {
        byte[] ping = Wire.frame(0x89, new byte[125]);
        Thread pinger = new Thread(() -> {
            try {
                for (int i = 0; i < 200_000; i++) {
                    wire.out.write(ping);
                }
            } catch (IOException e) {
                // The test is over.
            }
        });
        pinger.start();
        for (int i = 0; i < 200_000; i++) {
            assertEquals(0x8A, wire.receive().first());
        }
        pinger.join();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static long crc(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }
}
