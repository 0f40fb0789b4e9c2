package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameWatchTest {
    private static final int LIMIT = 1 << 20;

    private final FrameWatch watch = new FrameWatch(LIMIT);

    /** A frame as the engine would see it, unmasked. */
    private record Seen(int first, byte[] payload) {}

    @Test
    void aWholeSmallFramePassesWithoutItsMask() {
        ByteBuffer in = ByteBuffer.wrap(Wire.frame(0x81, "hello".getBytes()));
        assertArrayEquals(join(new byte[] {(byte) 0x81, 5}, "hello".getBytes()), bytes(watch.next(in)));
        assertNull(watch.next(in));
    }

    @Test
    void twoFramesOfOneReadComeOneByOne() {
        ByteBuffer in = ByteBuffer.wrap(join(Wire.frame(0x81, new byte[3]), Wire.frame(0x89, new byte[0])));
        assertEquals(5, watch.next(in).remaining());
        assertEquals(2, watch.next(in).remaining());
        assertNull(watch.next(in));
    }

    @Test
    void anUnmaskedFrameIsRefusedAtItsSecondByte() {
        assertNull(watch.next(ByteBuffer.wrap(new byte[] {(byte) 0x81, 5})));
        assertEquals(1002, watch.refusal().code());
    }

    @Test
    void aTooLongFrameIsRefusedBeforeItsPayload() {
        assertNull(watch.next(ByteBuffer.wrap(Wire.frame(0x82, new byte[0], LIMIT + 1))));
        assertEquals(1009, watch.refusal().code());
        assertTrue(watch.refusal().reason().contains("" + LIMIT));
        assertTrue(watch.refusal().reason().length() <= 123);
    }

    @Test
    void theLongestMessageIsNotRefused() {
        feed(watch, Wire.frame(0x82, new byte[LIMIT]), 100_000);
        assertNull(watch.refusal());
    }

    @Test
    void fragmentsCountTogether() {
        feed(watch, Wire.frame(0x02, new byte[LIMIT / 2]), 70_000);
        feed(watch, Wire.frame(0x89, new byte[100]), 70_000);
        feed(watch, Wire.frame(0x00, new byte[LIMIT / 2]), 70_000);
        assertNull(watch.refusal());
        feed(watch, Wire.frame(0x80, new byte[0], 1), 70_000);
        assertEquals(1009, watch.refusal().code());
    }

    @Test
    void eachMessageCountsAnew() {
        for (int i = 0; i < 3; i++) {
            feed(watch, Wire.frame(0x02, new byte[LIMIT / 2]), 70_000);
            feed(watch, Wire.frame(0x80, new byte[LIMIT / 2]), 70_000);
        }
        assertNull(watch.refusal());
    }

    @Test
    void aLengthBeyond63BitsIsRefused() {
        byte[] frame = Wire.frame(0x82, new byte[0], LIMIT + 1);
        frame[2] = (byte) 0x80;
        assertNull(watch.next(ByteBuffer.wrap(frame)));
        assertEquals(1002, watch.refusal().code());
    }

    @Test
    void longAndFragmentedControlFramesAreRefused() {
        assertNull(watch.next(ByteBuffer.wrap(Wire.frame(0x89, new byte[126]))));
        assertEquals(1002, watch.refusal().code());
        FrameWatch other = new FrameWatch(LIMIT);
        assertNull(other.next(ByteBuffer.wrap(Wire.frame(0x09, new byte[1]))));
        assertEquals(1002, other.refusal().code());
    }

    @Test
    void nothingPassesAfterARefusal() {
        watch.next(ByteBuffer.wrap(new byte[] {(byte) 0x81, 5}));
        assertNull(watch.next(ByteBuffer.wrap(Wire.frame(0x81, new byte[3]))));
        assertNotNull(watch.refusal());
    }

    @Test
    void aLongFrameIsHandedOnAsItArrives() {
        byte[] frame = Wire.frame(0xC2, random(10_000, 1));
        List<Seen> parts = parse(feed(watch, frame, 3_000));
        assertEquals(4, parts.size());
        assertEquals(0x42, parts.get(0).first);
        assertEquals(0x00, parts.get(1).first);
        assertEquals(0x80, parts.get(3).first);
        assertArrayEquals(random(10_000, 1), payload(parts));
    }

    @Test
    void aLongFragmentStaysUnfinished() {
        List<Seen> parts = parse(feed(watch, Wire.frame(0x02, random(200_000, 2)), 300_000));
        assertEquals((200_000 + FrameWatch.PART - 1) / FrameWatch.PART, parts.size());
        assertEquals(2, parts.get(0).first);
        assertTrue(parts.stream().skip(1).allMatch(part -> part.first == 0));
        assertArrayEquals(random(200_000, 2), payload(parts));
    }

    @Test
    void anySequenceInAnyPiecesMeansTheSame() {
        Random random = new Random(42);
        int[] lengths = {
            0, 1, 2, 125, 126, 127, 1023, 1024, 1025, 5_000, FrameWatch.PART, 65_535, 65_536, 65_537, 150_000
        };
        for (int round = 0; round < 300; round++) {
            FrameWatch one = new FrameWatch(LIMIT);
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            for (int i = 0; i < 4; i++) {
                byte[] payload = random(lengths[random.nextInt(lengths.length)], round);
                byte[] ping = random(random.nextInt(126), i);
                boolean fragmented = random.nextBoolean();
                sent.writeBytes(Wire.frame(fragmented ? 0x02 : 0x82, payload));
                expected.writeBytes(payload);
                sent.writeBytes(Wire.frame(0x89, ping));
                if (fragmented) {
                    sent.writeBytes(Wire.frame(0x80, ping));
                    expected.writeBytes(ping);
                }
            }
            int most = 1 + random.nextInt(round % 3 == 0 ? 7 : 100_000);
            List<Seen> got = parse(feed(one, sent.toByteArray(), most));
            assertNull(one.refusal());
            assertArrayEquals(
                    expected.toByteArray(),
                    payload(got.stream().filter(f -> (f.first & 8) == 0).toList()));
            assertEquals(4, got.stream().filter(f -> f.first == 0x89).count(), "pings");
            assertEquals(4, got.stream().filter(f -> (f.first & 0x88) == 0x80).count(), "messages");
            assertTrue(got.stream().allMatch(f -> f.payload.length <= FrameWatch.PART));
        }
    }

    /** Feeds in pieces of at most {@code most} bytes, and joins what comes out. */
    private static byte[] feed(FrameWatch watch, byte[] bytes, int most) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += most) {
            ByteBuffer in = ByteBuffer.wrap(bytes, at, Math.min(most, bytes.length - at));
            for (ByteBuffer piece = watch.next(in); piece != null; piece = watch.next(in)) {
                out.writeBytes(bytes(piece));
            }
        }
        return out.toByteArray();
    }

    private static List<Seen> parse(byte[] stream) {
        List<Seen> frames = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(stream);
        while (in.hasRemaining()) {
            int first = in.get() & 0xFF;
            int second = in.get();
            int length = second & 0x7F;
            length = length == 126 ? in.getShort() & 0xFFFF : length == 127 ? (int) in.getLong() : length;
            byte[] key = new byte[4];
            if (second < 0) {
                in.get(key);
            }
            byte[] payload = new byte[length];
            in.get(payload);
            for (int i = 0; i < length; i++) {
                payload[i] ^= key[i & 3];
            }
            frames.add(new Seen(first, payload));
        }
        return frames;
    }

    private static byte[] payload(List<Seen> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames.forEach(frame -> all.writeBytes(frame.payload));
        return all.toByteArray();
    }

    private static byte[] random(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        return bytes;
    }

    private static byte[] join(byte[]... all) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] one : all) {
            out.writeBytes(one);
        }
        return out.toByteArray();
    }
}
