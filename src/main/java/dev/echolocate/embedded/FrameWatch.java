package dev.echolocate.embedded;

import dev.echolocate.base.CloseCode;
import dev.echolocate.base.FrameHeader;
import dev.echolocate.base.Opcode;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of a client's frames as their bytes stream by (RFC 6455 5.2), and does five things that the engine
 * doesn't: it refuses unmasked frames (5.1), inflates compressed messages (RFC 7692), refuses a message that is too long before its payload is read, cuts
 * long data frames into the parts that have arrived, so that nobody gathers a long frame before the application counts
 * it, and knows all close codes (7.4). The engine refuses some: it is given another one for them, and
 * {@link #closeCode} tells what its answer is to say.
 *
 * <p>Payload is never copied. What comes whole, or is cut, is unmasked in place; what is left to the engine to gather is left masked.
 * Not thread-safe: one instance a connection.
 */
final class FrameWatch {
    /** Below this a frame is left to the engine to gather, however slowly it comes. */
    static final int SMALL = 1024;

    /** No part is longer than this. The engine keeps its last buffer for as long as a connection lives. */
    static final int PART = 16 << 10;

    /** Why a connection has to be closed (RFC 6455 7.4.1). */
    record FrameRefusal(int code, String reason) {}

    private static final int CODE = 2;
    private static final int RSV1 = 4;

    /** Above this the engine knows none of the protocol's own codes. */
    private static final int LAST_KNOWN = 1011;

    private static final int FIRST_OF_LIBRARIES = 3000;

    /** What the engine is given for a code that it doesn't know. */
    static final int STAND_IN = CloseCode.GOING_AWAY;

    private final long maxMessageBytes;
    private final FrameHeader header = new FrameHeader();
    /** The first bytes of a close frame's payload, masked (RFC 6455 5.5.1). */
    private final byte[] code = new byte[CODE];

    private int haveOfCode;
    private volatile int closeCode = -1;

    /** Whether a header has begun that is not whole. */
    private boolean reading;
    /** Payload bytes of the current frame that are still to come. */
    private long left;
    /** Payload bytes of the current frame that went by. */
    private long gone;
    /** Whether the current frame is being cut into parts. */
    private boolean cutting;
    /** Data bytes of the current message in the frames before this one. */
    private long messageBytes;

    private @Nullable FrameRefusal refusal;
    /** Payload that follows the header that was just handed out. */
    private @Nullable ByteBuffer pending;

    /** What compressed messages are inflated by, from the first of them on; null before, and where none may come. */
    private @Nullable Inflating inflating;

    private final Supplier<@Nullable Inflating> compression;

    /** Whether the current frame's payload is being inflated, or what came of it is not all handed on. */
    private boolean inflates;

    /** Whether the frame that was inflated has just ended without another piece. */
    private boolean frameIsOver;

    FrameWatch(long maxMessageBytes) {
        this(maxMessageBytes, () -> null);
    }

    /** @param compression asked when the first compressed message comes; null where that may not */
    FrameWatch(long maxMessageBytes, Supplier<@Nullable Inflating> compression) {
        this.maxMessageBytes = maxMessageBytes;
        this.compression = compression;
    }

    /** Why the connection has to be closed, or null. Once set, {@link #next} gives nothing any more. */
    @Nullable
    FrameRefusal refusal() {
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

    /** Whether more may follow though nothing more has come. */
    boolean inflates() {
        return inflates;
    }

    /** Whether a frame has begun, and not all of it has come. */
    boolean underway() {
        return reading || left > 0 || cutting;
    }

    /** Whether the piece that was just given is of a control frame (RFC 6455 5.5). */
    boolean isControl() {
        return header.isControl();
    }

    /** Whether the piece that was just given is of a ping (RFC 6455 5.5.2). */
    boolean isPing() {
        return header.opcode() == Opcode.PING.code();
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
        ByteBuffer piece = null;
        do {
            frameIsOver = false;
            if (refusal == null) {
                piece = step(in);
            }
            // of a thousand fragments of a compressed message, none may come to anything
        } while (piece == null && frameIsOver && refusal == null);
        return piece;
    }

    private @Nullable ByteBuffer step(ByteBuffer in) {
        if (inflates) {
            return nextInflated(in);
        }
        if (left == 0 && !cutting) {
            return nextFrame(in);
        }
        return in.hasRemaining() ? nextPayload(in) : null;
    }

    private @Nullable ByteBuffer nextFrame(ByteBuffer in) {
        int start = in.position();
        boolean fromStart = !reading;
        if (fromStart) {
            header.clear();
            haveOfCode = 0;
        }
        reading = in.hasRemaining() || reading;
        if (!readHeader(in)) {
            return null;
        }
        long length = header.length();
        refusal = judge(length);
        if (refusal != null) {
            return null;
        }
        boolean replaced = hasCode() && stoodIn();
        reading = false;
        left = length - haveOfCode;
        gone = 0;
        if (beginsInflating()) {
            return nextInflated(in);
        }
        boolean whole = in.remaining() >= left;
        cutting = !header.isControl() && length > SMALL && (!whole || length > PART);
        if (cutting) {
            return in.hasRemaining() ? nextPayload(in) : null;
        }
        int present = (int) Math.min(left, in.remaining());
        left -= present;
        if (fromStart && !replaced) {
            return left == 0 ? unmasked(in, start, in.position() + present) : take(in, start, in.position() + present);
        }
        // The header came in pieces over several reads, or was changed: it goes first, and what is here of the payload
        // behind it.
        pending = present == 0 ? null : take(in, in.position(), in.position() + present);
        ByteBuffer noted = ByteBuffer.allocate(header.size() + haveOfCode);
        header.copyTo(noted);
        return noted.put(code, 0, haveOfCode).flip();
    }

    /** Whether the frame whose header has come is of a compressed message (RFC 7692 6.1): only the first one says so. */
    private boolean beginsInflating() {
        if (header.isControl()) {
            return false;
        }
        boolean begins = header.rsv() == RSV1 && header.opcode() != Opcode.CONTINUATION.code();
        if (begins && inflating == null) {
            inflating = compression.get();
        }
        Inflating by = inflating;
        if (by == null || !(begins || by.isUnderway())) {
            return false;
        }
        inflates = true;
        if (begins) {
            by.begin(header.opcode());
        }
        if (left == 0) {
            by.feed(ByteBuffer.allocate(0), header.isFin());
        }
        return true;
    }

    private @Nullable ByteBuffer nextInflated(ByteBuffer in) {
        Inflating by = Objects.requireNonNull(inflating);
        while (true) {
            ByteBuffer frame = by.next();
            refusal = by.refusal();
            if (frame != null || refusal != null) {
                return frame;
            }
            if (left == 0) {
                inflates = false;
                frameIsOver = true;
                return null;
            }
            if (!in.hasRemaining()) {
                return null;
            }
            int n = (int) Math.min(Math.min(left, in.remaining()), PART);
            ByteBuffer part = take(in, in.position(), in.position() + n);
            Masking.unmask(part, header.key(gone, FrameHeader.KEY));
            left -= n;
            gone += n;
            by.feed(part, left == 0 && header.isFin());
        }
    }

    private ByteBuffer nextPayload(ByteBuffer in) {
        int n = (int) Math.min(Math.min(left, in.remaining()), PART);
        ByteBuffer payload = take(in, in.position(), in.position() + n);
        if (!cutting) {
            left -= n;
            return payload;
        }
        Masking.unmask(payload, header.key(gone, FrameHeader.KEY));
        ByteBuffer partHeader = partHeader(n);
        left -= n;
        gone += n;
        cutting = left > 0;
        pending = payload;
        return partHeader;
    }

    /** Reads the header, and the code of a close frame, until they are whole, or refused, or {@code in} is used up. */
    private boolean readHeader(ByteBuffer in) {
        boolean whole = header.read(in);
        if (header.have() > 1 && !header.isMasked()) {
            refusal = new FrameRefusal(CloseCode.PROTOCOL_ERROR, "client frames must be masked");
            return false;
        }
        int wanted = whole && hasCode() ? CODE : 0;
        while (haveOfCode < wanted && in.hasRemaining()) {
            code[haveOfCode++] = in.get();
        }
        return whole && haveOfCode == wanted;
    }

    private boolean hasCode() {
        int length = header.shortLength();
        return header.opcode() == Opcode.CLOSE.code() && length >= CODE && length <= FrameHeader.MAX_CONTROL;
    }

    /** The payload's first two bytes, unmasked (RFC 6455 5.3, 5.5.1). */
    private int code() {
        return ((code[0] & 0xFF) << Byte.SIZE | (code[1] & 0xFF)) ^ header.key(0, CODE);
    }

    /** Whether the code that was read is one for which the engine has been given another. */
    private boolean stoodIn() {
        int given = code();
        if (given <= LAST_KNOWN || given >= FIRST_OF_LIBRARIES) {
            return false;
        }
        closeCode = given;
        code[0] ^= (byte) ((given ^ STAND_IN) >> Byte.SIZE);
        code[1] ^= (byte) (given ^ STAND_IN);
        return true;
    }

    private @Nullable FrameRefusal judge(long length) {
        if (length < 0) {
            return new FrameRefusal(CloseCode.PROTOCOL_ERROR, "frame length beyond 63 bits");
        }
        if (header.isControl()) {
            if (header.isTooLongForControl() || header.isFragmentOfControl()) {
                return new FrameRefusal(CloseCode.PROTOCOL_ERROR, "control frames are short and not fragmented");
            }
            return hasCode() && !CloseCode.sendable(code())
                    ? new FrameRefusal(CloseCode.PROTOCOL_ERROR, "close code " + code() + " is never sent")
                    : null;
        }
        boolean continued = header.opcode() == Opcode.CONTINUATION.code();
        if (inflating != null && inflating.isUnderway() && (!continued || header.rsv() != 0)) {
            return new FrameRefusal(CloseCode.PROTOCOL_ERROR, "a compressed message is not finished");
        }
        long before = continued ? messageBytes : 0;
        if (length > maxMessageBytes - before) {
            return new FrameRefusal(CloseCode.TOO_BIG, "a message is limited to " + maxMessageBytes + " bytes");
        }
        messageBytes = header.isFin() ? 0 : before + length;
        return null;
    }

    private ByteBuffer partHeader(int n) {
        boolean fin = n == left && header.isFin();
        int first = FrameHeader.first(fin, gone == 0 ? header.rsv() : 0, gone == 0 ? header.opcode() : 0);
        return FrameHeader.begin(first, false, n).flip();
    }

    /** A whole frame, without its mask: the engine takes that, and would unmask byte by byte. */
    private ByteBuffer unmasked(ByteBuffer in, int start, int end) {
        int payload = start + header.size();
        ByteBuffer frame = take(in, start, end);
        Masking.unmask(frame.duplicate().position(payload), header.key(0, FrameHeader.KEY));
        // The rest of its header moves to where the key was.
        int moved = start + FrameHeader.KEY;
        for (int at = payload - 1; at >= moved; at--) {
            frame.put(at, frame.get(at - FrameHeader.KEY));
        }
        return frame.put(moved + 1, (byte) header.shortLength()).position(moved);
    }

    private static ByteBuffer take(ByteBuffer in, int from, int to) {
        ByteBuffer piece = in.duplicate().position(from).limit(to);
        in.position(to);
        return piece;
    }
}
