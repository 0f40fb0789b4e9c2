package dev.echolocate.web;

import dev.echolocate.base.WireText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole messages of their parts, bounded by the message's limit, by what all sessions together may gather, and by time.
 * Confined to its session's reading thread, but for {@link #close} and {@link #late}.
 */
final class MessageAssembler {
    /** What is too much. */
    enum Excess {
        /** The message. */
        MESSAGE,
        /** What all sessions gather. */
        TOTAL
    }

    private static final byte[] NOTHING = {};

    private final int limit;
    private final AssemblyBudget.Hold hold;
    private final LongSupplier millis;

    /** Of the message that is being gathered; null where none is: most sessions never send one in parts. */
    private @Nullable Progress progress;

    private final StringBuilder text = new StringBuilder(0);
    private byte[] binary = NOTHING;
    private int binaryLength;
    private long textBytes;

    /** Whether what was gathered of a text is more than ASCII. */
    private boolean beyondAscii;

    /** The same of Latin-1. */
    private boolean wide;

    private boolean closed;
    private @Nullable Excess excess;

    /**
     * @param limit bytes of a message; text counts as UTF-8
     */
    MessageAssembler(int limit, AssemblyBudget.Hold hold, LongSupplier millis) {
        this.limit = limit;
        this.hold = hold;
        this.millis = millis;
    }

    /** The whole message, or null: more is to come, or there is too much, see {@link #excess}. */
    synchronized @Nullable WireText add(String part, boolean last) {
        if (closed) {
            return null;
        }
        WireText known = WireText.of(part);
        textBytes += known.length();
        if (splitsPair(part)) {
            // Each half was counted as if it were alone: 3 and 3 bytes instead of 4.
            textBytes -= 2;
        }
        if (textBytes > limit) {
            tooMuch(Excess.MESSAGE);
            return null;
        }
        if (last && text.isEmpty()) {
            textBytes = 0;
            return known;
        }
        if (!take(cost(part, known.length()))) {
            return null;
        }
        // Not what is known of it: a half of a pair was taken for a lone one there.
        text.append(part);
        wide |= known.isWide();
        if (!last) {
            came(part.length());
            return null;
        }
        WireText whole = WireText.joined(text.toString(), (int) textBytes, wide);
        text.setLength(0);
        text.trimToSize();
        textBytes = 0;
        beyondAscii = false;
        wide = false;
        release();
        return whole;
    }

    /** Bytes of heap: a byte a character, as long as all of them are ASCII, else two (JEP 254). */
    private long cost(String part, long bytes) {
        if (beyondAscii || bytes == part.length()) {
            return beyondAscii ? 2L * part.length() : part.length();
        }
        beyondAscii = true;
        return 2L * part.length() + text.length();
    }

    /** As {@link #add(String, boolean)}. The part is copied: some containers use its buffer again. */
    synchronized byte @Nullable [] add(ByteBuffer part, boolean last) {
        if (closed) {
            return null;
        }
        int length = binaryLength + part.remaining();
        if (length > limit || length < 0) {
            tooMuch(Excess.MESSAGE);
            return null;
        }
        if (length > binary.length && !grow(last ? length : Math.min(limit, Math.max(length, 2 * binary.length)))) {
            return null;
        }
        int came = part.remaining();
        part.get(binary, binaryLength, came);
        binaryLength = length;
        if (!last) {
            came(came);
            return null;
        }
        byte[] whole = binary.length == length ? binary : Arrays.copyOf(binary, length);
        binary = NOTHING;
        binaryLength = 0;
        release();
        return whole;
    }

    private boolean splitsPair(String part) {
        return !text.isEmpty()
                && !part.isEmpty()
                && Character.isHighSurrogate(text.charAt(text.length() - 1))
                && Character.isLowSurrogate(part.charAt(0));
    }

    private boolean grow(int capacity) {
        if (!take(capacity - binary.length)) {
            return false;
        }
        binary = Arrays.copyOf(binary, capacity);
        return true;
    }

    private boolean take(long bytes) {
        if (!hold.take(bytes)) {
            tooMuch(Excess.TOTAL);
            return false;
        }
        return true;
    }

    private void came(int more) {
        Progress coming = progress == null ? new Progress() : progress;
        coming.part(more, millis.getAsLong());
        progress = coming;
    }

    private void release() {
        hold.release();
        progress = null;
    }

    /** Any thread: in what words the message that is being gathered is late; see {@link Progress#late}. */
    synchronized @Nullable String late(long nowMillis, boolean held) {
        return progress == null ? null : progress.late(nowMillis, held);
    }

    int limit() {
        return limit;
    }

    /** What is too much, or null. After that it gathers no more, and holds nothing. */
    synchronized @Nullable Excess excess() {
        return excess;
    }

    /** Any thread: the session is over. */
    synchronized void close() {
        closed = true;
        forget();
    }

    /** At once: the session may take its time to end. */
    private void tooMuch(Excess why) {
        excess = why;
        closed = true;
        forget();
    }

    private void forget() {
        release();
        text.setLength(0);
        text.trimToSize();
        binary = NOTHING;
        binaryLength = 0;
    }
}
