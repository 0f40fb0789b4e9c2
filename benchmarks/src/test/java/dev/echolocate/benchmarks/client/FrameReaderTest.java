package dev.echolocate.benchmarks.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private final List<String> heard = new ArrayList<>();
    private final FrameReader.Sink sink = new FrameReader.Sink() {
        @Override
        public void message(ByteBuffer buffer, int from, int length) {
            byte[] bytes = new byte[length];
            buffer.get(from, bytes);
            heard.add(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void ping(byte[] payload) {
            heard.add("ping " + payload.length);
        }

        @Override
        public void close(int code) {
            heard.add("close " + code);
        }
    };
    private final FrameReader reader = new FrameReader(sink, null);

    /** As a server sends it: not masked. */
    private static byte[] frame(int first, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(10 + bytes.length).put((byte) first);
        if (bytes.length < 126) {
            out.put((byte) bytes.length);
        } else if (bytes.length < 65_536) {
            out.put((byte) 126).putShort((short) bytes.length);
        } else {
            out.put((byte) 127).putLong(bytes.length);
        }
        out.put(bytes).flip();
        byte[] frame = new byte[out.remaining()];
        out.get(frame);
        return frame;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
    void eachLengthIsRead(int length) throws Exception {
        ByteBuffer in = ByteBuffer.wrap(frame(0x81, "x".repeat(length)));
        reader.read(in);
        assertEquals(List.of("x".repeat(length)), heard);
        assertEquals(0, in.remaining());
    }

    @Test
    void framesMayBeCutAnywhere() throws Exception {
        ByteBuffer whole = ByteBuffer.allocate(1_000)
                .put(frame(0x81, "one"))
                .put(frame(0x01, "tw"))
                .put(frame(0x89, "?"))
                .put(frame(0x80, "o"))
                .put(frame(0x82, "y".repeat(200)))
                .put(frame(0x88, "\3\u0001"))
                .flip();
        for (int cut = 0; cut <= whole.limit(); cut++) {
            heard.clear();
            ByteBuffer part = whole.duplicate().limit(cut);
            reader.read(part);
            reader.read(whole.duplicate().position(part.position()));
            assertEquals(List.of("one", "ping 1", "two", "y".repeat(200), "close 769"), heard, "cut at " + cut);
        }
    }

    /** As RFC 7692 7.2.3.1 and 7.2.3.2 have it: the second "Hello" leans on the first. */
    @Test
    void whatIsCompressedIsInflated() throws Exception {
        byte[] first = HexFormat.of().parseHex("c107f248cdc9c90700");
        byte[] again = HexFormat.of().parseHex("c105f200110000");
        FrameReader together = new FrameReader(sink, new Inflation(false));
        together.read(ByteBuffer.allocate(16).put(first).put(again).flip());
        FrameReader alone = new FrameReader(sink, new Inflation(true));
        alone.read(ByteBuffer.allocate(18).put(first).put(first).flip());
        alone.read(ByteBuffer.wrap(frame(0x81, "plain")));
        assertEquals(List.of("Hello", "Hello", "Hello", "Hello", "plain"), heard);
    }

    @Test
    void whatNoServerMaySendIsRefused() {
        for (int[] wrong : new int[][] {{0x81, 0x80}, {0xc1, 0}, {0x83, 0}}) {
            byte[] frame = {(byte) wrong[0], (byte) wrong[1], 0, 0, 0, 0};
            assertThrows(ProtocolException.class, () -> reader.read(ByteBuffer.wrap(frame)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
    void whatAClientSendsIsMasked(int length) throws Exception {
        byte[] payload = "z".repeat(length).getBytes(StandardCharsets.UTF_8);
        ByteBuffer sent = Frames.of(Frames.TEXT, payload);
        int header = sent.remaining() - length;
        byte[] plain = frame(0x81, "z".repeat(length));
        assertEquals(plain.length + 4, sent.remaining());
        assertEquals(plain[1] | 0xffffff80, sent.get(1));
        for (int i = 0; i < length; i++) {
            assertEquals('z', sent.get(header + i) ^ sent.get(header - 4 + i % 4));
        }
    }
}
