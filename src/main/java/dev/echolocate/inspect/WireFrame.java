package dev.echolocate.inspect;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A frame to be written as it is, right or wrong (RFC 6455 5.2). Its length takes the fewest bytes that hold it.
 *
 * @param rsv three bits, RSV1 the most significant
 * @param opcode four bits
 * @param key the masking key of four bytes; null where the payload is not masked
 * @param payload before it is masked
 */
public record WireFrame(
        boolean fin, int rsv, int opcode, @Nullable Bytes key, Bytes payload) {
    /** Bytes of a masking key. */
    public static final int KEY = 4;

    static final int LENGTH_16 = 126;
    static final int LENGTH_64 = 127;

    private static final int MAX_HEADER = 14;

    public WireFrame {
        if (rsv >>> 3 != 0 || opcode >>> 4 != 0 || (key != null && key.size() != KEY)) {
            throw new IllegalArgumentException("rsv " + rsv + ", opcode " + opcode + ", key " + key);
        }
    }

    /** As it goes over the wire. */
    public byte[] bytes() {
        byte[] header = header(payload.size());
        ByteBuffer out = ByteBuffer.allocate(header.length + payload.size());
        return out.put(header)
                .put(masked(payload.array(), key == null ? null : key.array()))
                .array();
    }

    /** The header of such a frame with a payload of so many bytes. */
    public byte[] header(long length) {
        ByteBuffer out = ByteBuffer.allocate(MAX_HEADER);
        out.put((byte) ((fin ? 0x80 : 0) | rsv << 4 | opcode));
        int mask = key == null ? 0 : 0x80;
        if (length < LENGTH_16) {
            out.put((byte) (mask | length));
        } else if (length <= 0xFFFF) {
            out.put((byte) (mask | LENGTH_16)).putShort((short) length);
        } else {
            out.put((byte) (mask | LENGTH_64)).putLong(length);
        }
        if (key != null) {
            out.put(key.array());
        }
        byte[] header = new byte[out.position()];
        out.flip().get(header);
        return header;
    }

    /** RFC 6455 5.3; masking twice undoes it. */
    static byte[] masked(byte[] payload, byte @Nullable [] key) {
        byte[] masked = payload.clone();
        if (key != null) {
            for (int i = 0; i < masked.length; i++) {
                masked[i] ^= key[i % KEY];
            }
        }
        return masked;
    }
}
