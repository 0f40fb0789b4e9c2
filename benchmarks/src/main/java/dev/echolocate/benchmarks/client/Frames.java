package dev.echolocate.benchmarks.client;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** Frames of a client (RFC 6455 5.2): final, and masked. */
public final class Frames {
    public static final int TEXT = 1;
    static final int CONTINUATION = 0;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** Bytes of the longest header: opcode, length of 64 bits, masking key. */
    public static final int MAX_HEADER = 14;

    private Frames() {}

    /** Puts one frame into {@code out}, which has room for it. */
    public static void put(ByteBuffer out, int opcode, byte[] payload) {
        int length = payload.length;
        out.put((byte) (0x80 | opcode));
        if (length < 126) {
            out.put((byte) (0x80 | length));
        } else if (length < 1 << 16) {
            out.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            out.put((byte) (0x80 | 127)).putLong(length);
        }
        int key = ThreadLocalRandom.current().nextInt();
        out.putInt(key);
        for (int i = 0; i < length; i++) {
            out.put((byte) (payload[i] ^ key >>> (24 - 8 * (i & 3))));
        }
    }

    /** One frame, ready to be sent. */
    public static ByteBuffer of(int opcode, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(MAX_HEADER + payload.length);
        put(out, opcode, payload);
        return out.flip();
    }
}
