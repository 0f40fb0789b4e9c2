package dev.echolocate.embedded;

import dev.echolocate.base.CloseCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of a client's frames as their bytes stream by (RFC 6455 5.2), and does four things that the engine
 * doesn't: it refuses unmasked frames (5.1), refuses a message that is too long before its payload is read, cuts
 * long data frames into the parts that have arrived, so that nobody gathers a long frame before the application counts
 * it, and knows all close codes (7.4). The engine refuses some: it is given another one for them, and
 * {@link #closeCode} tells what its answer is to say.
 *
 * <p>Payload is never copied nor unmasked. Where a frame is cut, the masking key of the next part is the same key,
 * rotated to where the cut is. Not thread-safe: one instance a connection.
 */
final class FrameWatch {
    /** Below this a frame is left to the engine to gather, however slowly it comes. */
    static final int SMALL = 1024;

    /** No part is longer than this. The engine keeps its last buffer for as long as a connection lives. */
    static final int PART = 16 << 10;

    /** Why a connection has to be closed (RFC 6455 7.4.1). */
    record Refusal(int code, String reason) {}

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int CONTROL = 0x08;
    private static final int CLOSE = 0x08;
    private static final int PING = 0x09;
    private static final int MAX_CONTROL = 125;
    private static final int MAX_HEADER = 14;
    private static final int KEY = 4;
    private static final int CODE = 2;

    /** Above this the engine knows none of the protocol's own codes. */
    private static final int LAST_KNOWN = 1011;

    private static final int FIRST_OF_LIBRARIES = 3000;

    /** What the engine is given for a code that it doesn't know. */
    static final int STAND_IN = CloseCode.GOING_AWAY;

    private final long maxMessageBytes;
    private final byte[] header = new byte[MAX_HEADER];
    private int have;
    private volatile int closeCode = -1;

    /** Payload bytes of the current frame that are still to come. */
    private long left;
    /** Payload bytes of the current frame that went by. */
    private long gone;
    /** Whether the current frame is being cut into parts. */
    private boolean cutting;
    /** Data bytes of the current message in the frames before this one. */
    private long messageBytes;

    private @Nullable Refusal refusal;
    /** Payload that follows the header that was just handed out. */
    private @Nullable ByteBuffer pending;

    FrameWatch(long maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Why the connection has to be closed, or null. Once set, {@link #next} gives nothing any more. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    /** Any thread: the code that the peer has closed with and that the engine has not been given, or -1. */
    int closeCode() {
        return closeCode;
    }

    /** Whether the payload of the piece that was just given follows; only then is it part of the same buffer. */
    boolean midway() {
        return pending != null;
    }

    /** Whether a frame has begun, and not all of it has come. */
    boolean underway() {
        return have > 0 || left > 0 || cutting;
    }

    /** Whether the piece that was just given is of a ping (RFC 6455 5.5.2). */
    boolean isPing() {
        return (header[0] & 0x0F) == PING;
    }

    /**
     * Takes bytes from {@code in} and gives the next piece for the engine: bytes of at most one frame. It may be a slice
     * of {@code in}. Null once {@code in} is used up, or the connection is refused.
     */
    @Nullable
    ByteBuffer next(ByteBuffer in) {
        if (pending != null) {
            ByteBuffer payload = pending;
            pending = null;
            return payload;
        }
        if (refusal != null) {
            return null;
        }
        if (left == 0 && !cutting) {
            return nextFrame(in);
        }
        return in.hasRemaining() ? nextPayload(in) : null;
    }

    private @Nullable ByteBuffer nextFrame(ByteBuffer in) {
        int start = in.position();
        boolean fromStart = have == 0;
        if (!readHeader(in)) {
            return null;
        }
        long length = length();
        refusal = judge(length);
        if (refusal != null) {
            return null;
        }
        boolean replaced = hasCode() && stoodIn();
        int noted = noted();
        have = 0;
        left = length - (noted - headerLength());
        gone = 0;
        boolean whole = in.remaining() >= left;
        cutting = !isControl() && length > SMALL && (!whole || length > PART);
        if (cutting) {
            return in.hasRemaining() ? nextPayload(in) : null;
        }
        int present = (int) Math.min(left, in.remaining());
        left -= present;
        if (fromStart && !replaced) {
            return take(in, start, in.position() + present);
        }
        // The header came in pieces over several reads, or was changed: it goes first, and what is here of the payload
        // behind it.
        pending = present == 0 ? null : take(in, in.position(), in.position() + present);
        return ByteBuffer.wrap(header.clone(), 0, noted);
    }

    private ByteBuffer nextPayload(ByteBuffer in) {
        int n = (int) Math.min(Math.min(left, in.remaining()), PART);
        ByteBuffer payload = take(in, in.position(), in.position() + n);
        if (!cutting) {
            left -= n;
            return payload;
        }
        ByteBuffer partHeader = partHeader(n);
        left -= n;
        gone += n;
        cutting = left > 0;
        pending = payload;
        return partHeader;
    }

    /** Copies header bytes until the header is whole, or refused, or {@code in} is used up. */
    private boolean readHeader(ByteBuffer in) {
        while (in.hasRemaining() && (have < 2 || have < noted())) {
            header[have++] = in.get();
            if (have == 2 && (header[1] & MASKED) == 0) {
                refusal = new Refusal(1002, "client frames must be masked");
                return false;
            }
        }
        return have >= 2 && have == noted();
    }

    /** Bytes of a frame that are looked at: its header, and the code of a close frame. */
    private int noted() {
        return headerLength() + (hasCode() ? CODE : 0);
    }

    private boolean hasCode() {
        int length = header[1] & 0x7F;
        return (header[0] & 0x0F) == CLOSE && length >= CODE && length <= MAX_CONTROL;
    }

    /** The payload's first two bytes, unmasked (RFC 6455 5.3, 5.5.1). */
    private int code() {
        int key = headerLength() - KEY;
        int at = headerLength();
        return ((header[at] ^ header[key]) & 0xFF) << Byte.SIZE | ((header[at + 1] ^ header[key + 1]) & 0xFF);
    }

    /** Whether the code that was read is one for which the engine has been given another. */
    private boolean stoodIn() {
        int code = code();
        if (code <= LAST_KNOWN || code >= FIRST_OF_LIBRARIES) {
            return false;
        }
        closeCode = code;
        int at = headerLength();
        header[at] ^= (byte) ((code ^ STAND_IN) >> Byte.SIZE);
        header[at + 1] ^= (byte) (code ^ STAND_IN);
        return true;
    }

    private @Nullable Refusal judge(long length) {
        if (length < 0) {
            return new Refusal(1002, "frame length beyond 63 bits");
        }
        if (isControl()) {
            if (length > MAX_CONTROL || (header[0] & FIN) == 0) {
                return new Refusal(1002, "control frames are short and not fragmented");
            }
            return hasCode() && !CloseCode.sendable(code())
                    ? new Refusal(1002, "close code " + code() + " is never sent")
                    : null;
        }
        boolean continued = (header[0] & 0x0F) == 0;
        long before = continued ? messageBytes : 0;
        if (length > maxMessageBytes - before) {
            return new Refusal(1009, "a message is limited to " + maxMessageBytes + " bytes");
        }
        messageBytes = (header[0] & FIN) == 0 ? before + length : 0;
        return null;
    }

    private boolean isControl() {
        return (header[0] & CONTROL) != 0;
    }

    private int headerLength() {
        int code = header[1] & 0x7F;
        return 2 + (code == 126 ? 2 : code == 127 ? 8 : 0) + 4;
    }

    private long length() {
        int code = header[1] & 0x7F;
        if (code < 126) {
            return code;
        }
        ByteBuffer view = ByteBuffer.wrap(header);
        return code == 126 ? view.getShort(2) & 0xFFFF : view.getLong(2);
    }

    private ByteBuffer partHeader(int n) {
        boolean last = n == left;
        int flags = gone == 0 ? header[0] & 0x7F : 0;
        int key = headerLength() - 4;
        ByteBuffer part = ByteBuffer.allocate(MAX_HEADER);
        part.put((byte) (flags | (last ? header[0] & FIN : 0)));
        if (n < 126) {
            part.put((byte) (MASKED | n));
        } else if (n <= 0xFFFF) {
            part.put((byte) (MASKED | 126)).putShort((short) n);
        } else {
            part.put((byte) (MASKED | 127)).putLong(n);
        }
        for (int i = 0; i < 4; i++) {
            part.put(header[key + (int) ((gone + i) & 3)]);
        }
        return part.flip();
    }

    private static ByteBuffer take(ByteBuffer in, int from, int to) {
        ByteBuffer piece = in.duplicate().position(from).limit(to);
        in.position(to);
        return piece;
    }
}
