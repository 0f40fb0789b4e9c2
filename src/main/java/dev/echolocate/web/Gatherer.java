package dev.echolocate.web;

import dev.echolocate.base.Budget;
import dev.echolocate.base.Text;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole messages of their parts, bounded by the message's limit and by what all sessions together may gather.
 * Confined to its session's reading thread, but for {@link #close}.
 */
final class Gatherer {
    /** What is too much. */
    enum Excess {
        /** The message. */
        MESSAGE,
        /** What all sessions gather. */
        TOTAL
    }

    private final int limit;
    private final Budget budget;
    private final StringBuilder text = new StringBuilder();
    private byte[] binary = {};
    private int binaryLength;
    private long textBytes;
    private long taken;
    private boolean closed;
    private @Nullable Excess excess;

    /**
     * @param limit bytes of a message; text counts as UTF-8
     */
    Gatherer(int limit, Budget budget) {
        this.limit = limit;
        this.budget = budget;
    }

    /** The whole message, or null: more is to come, or there is too much, see {@link #excess}. */
    synchronized @Nullable String add(String part, boolean last) {
        if (closed) {
            return null;
        }
        textBytes += Text.utf8Length(part);
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
            return part;
        }
        if (!take(2L * part.length())) {
            return null;
        }
        text.append(part);
        if (!last) {
            return null;
        }
        String whole = text.toString();
        text.setLength(0);
        text.trimToSize();
        textBytes = 0;
        release();
        return whole;
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
        part.get(binary, binaryLength, part.remaining());
        binaryLength = length;
        if (!last) {
            return null;
        }
        byte[] whole = binary.length == length ? binary : Arrays.copyOf(binary, length);
        binary = new byte[0];
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
        if (!budget.tryTake(bytes)) {
            tooMuch(Excess.TOTAL);
            return false;
        }
        taken += bytes;
        return true;
    }

    private void release() {
        budget.give(taken);
        taken = 0;
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
        binary = new byte[0];
        binaryLength = 0;
    }
}
