package dev.echolocate.inspect;

import dev.echolocate.base.FrameHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
    public static final int KEY = FrameHeader.KEY;

    public WireFrame {
        if (rsv >>> 3 != 0 || opcode >>> 4 != 0 || (key != null && key.size() != KEY)) {
            throw new IllegalArgumentException("rsv " + rsv + ", opcode " + opcode + ", key " + key);
        }
    }

    /** As it goes over the wire. */
    public byte[] bytes() {
        byte[] header = header(payload.size());
        byte[] bytes = Arrays.copyOf(header, header.length + payload.size());
        for (int i = 0; i < payload.size(); i++) {
            // RFC 6455 5.3.
            bytes[header.length + i] = (byte) (payload.at(i) ^ (key == null ? 0 : key.at(i % KEY)));
        }
        return bytes;
    }

    /** The header of such a frame with a payload of so many bytes. */
    public byte[] header(long length) {
        ByteBuffer out = FrameHeader.begin(FrameHeader.first(fin, rsv, opcode), key != null, length);
        if (key != null) {
            out.put(key.array());
        }
        byte[] header = new byte[out.position()];
        out.flip().get(header);
        return header;
    }
}
