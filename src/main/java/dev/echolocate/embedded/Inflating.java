package dev.echolocate.embedded;

import dev.echolocate.base.Budget;
import dev.echolocate.base.CloseCode;
import dev.echolocate.base.FrameHeader;
import dev.echolocate.base.Opcode;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates the compressed messages of one session (RFC 7692 7.2.2), part by part, into frames without a mask for the engine. Nothing is
 * kept between two messages. On the selector's thread, but for {@link #close}.
 */
final class Inflating {
    /** What a sender leaves out at a message's end (7.2.1), and an empty last block behind it: who gets that far has read all. */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF, 3, 0};

    /** Beyond the first so many bytes, a message may not be inflated to more than so many times what has come of it. */
    private static final int FREE = 64 << 10;

    private static final int MOST_TIMES = 100;

    private final Inflaters inflaters;
    private final Budget.Share share;
    private final long maxMessageBytes;

    private Inflaters.@Nullable Tool tool;
    private boolean closed;
    private int opcode;
    private boolean last;
    private boolean tailed;
    private long came;

    /** Bytes of the part that was given last. */
    private int given;

    private long made;
    private FrameWatch.@Nullable FrameRefusal refusal;

    /** @param share closed with this */
    Inflating(Inflaters inflaters, Budget.Share share, long maxMessageBytes) {
        this.inflaters = inflaters;
        this.share = share;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Whether a message has begun and is not over. */
    synchronized boolean isUnderway() {
        return tool != null;
    }

    /** Why the connection has to be closed, or null. */
    FrameWatch.@Nullable FrameRefusal refusal() {
        return refusal;
    }

    /** A message begins. */
    synchronized void begin(int messageOpcode) {
        opcode = messageOpcode;
        last = false;
        tailed = false;
        came = 0;
        made = 0;
        tool = closed ? null : inflaters.take(share);
        if (tool == null) {
            refuse(CloseCode.TRY_AGAIN, "too many compressed messages are coming in; try again later");
        }
    }

    /**
     * A part of it has come; all that was given before has been taken by {@link #next}.
     *
     * @param part unmasked, no longer than {@link FrameWatch#PART}
     * @param end whether it is the message's last
     */
    synchronized void feed(ByteBuffer part, boolean end) {
        Inflaters.Tool now = tool;
        if (now != null) {
            given = part.remaining();
            part.get(now.in, 0, given);
            if (now.inflater.finished() && given > 0) {
                now.inflater.reset();
            }
            now.inflater.setInput(now.in, 0, given);
            came += given;
            last = end;
        }
    }

    /** The next frame for the engine; null where more has to come, or the connection is refused. */
    synchronized @Nullable ByteBuffer next() {
        Inflaters.Tool now = tool;
        if (now == null || refusal != null) {
            return null;
        }
        try {
            int length = inflate(now);
            made += length;
            if (made > maxMessageBytes) {
                return refuse(CloseCode.TOO_BIG, "a message is limited to " + maxMessageBytes + " bytes");
            }
            if (made > FREE && made > MOST_TIMES * came) {
                return refuse(CloseCode.TOO_BIG, "a message is inflated to " + MOST_TIMES + " times its size at most");
            }
            boolean all = length < now.out.length && last;
            if (all && came > 0 && !now.inflater.finished()) {
                throw new DataFormatException("it breaks off");
            }
            // The first one, though empty, tells the engine that a message has begun.
            return length > 0 || all || opcode != Opcode.CONTINUATION.code() ? frame(now, length, all) : null;
        } catch (DataFormatException e) {
            return refuse(CloseCode.INCONSISTENT, "a compressed message that can't be inflated");
        }
    }

    private int inflate(Inflaters.Tool now) throws DataFormatException {
        Inflater inflater = now.inflater;
        int length = 0;
        while (came > 0) {
            length += inflater.inflate(now.out, length, now.out.length - length);
            if (inflater.needsDictionary()) {
                throw new DataFormatException("a dictionary");
            }
            if (length == now.out.length || !goesOn(now)) {
                break;
            }
        }
        return length;
    }

    /** All that was given is read: whether there is more. A block that says it is the last may have others behind it (7.2.1). */
    private boolean goesOn(Inflaters.Tool now) throws DataFormatException {
        int rest = now.inflater.getRemaining();
        if (now.inflater.finished()) {
            if (rest > 0 && tailed) {
                throw new DataFormatException("it breaks off");
            }
            if (rest > 0) {
                now.inflater.reset();
                now.inflater.setInput(now.in, given - rest, rest);
            }
            return rest > 0;
        }
        if (!last || tailed) {
            return false;
        }
        tailed = true;
        now.inflater.setInput(TAIL);
        return true;
    }

    private ByteBuffer frame(Inflaters.Tool now, int length, boolean over) {
        ByteBuffer frame = FrameHeader.unmasked(FrameHeader.first(over, 0, opcode), now.out, length);
        opcode = Opcode.CONTINUATION.code();
        if (over) {
            tool = null;
            inflaters.give(now, share);
        }
        return frame;
    }

    private @Nullable ByteBuffer refuse(int code, String words) {
        refusal = new FrameWatch.FrameRefusal(code, words);
        return null;
    }

    /** The connection is gone. Idempotent. */
    synchronized void close() {
        closed = true;
        Inflaters.Tool now = tool;
        tool = null;
        if (now != null) {
            inflaters.give(now, share);
        }
        share.close();
    }
}
