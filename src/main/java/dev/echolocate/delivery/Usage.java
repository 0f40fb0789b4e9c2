package dev.echolocate.delivery;

import java.util.concurrent.atomic.LongAdder;

/**
 * What sessions of one kind, and requests in place of them, have brought and got since the start. Bytes are those of the
 * messages themselves, text as UTF-8: no frame's, request's or packet's head. Thread-safe, never blocks.
 */
public final class Usage {
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder messagesIn = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder messagesOut = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();

    Usage() {}

    /** A message has come, whole. */
    public void took(long bytes) {
        messagesIn.increment();
        bytesIn.add(bytes);
    }

    /** A message was handed to whatever sends it. */
    public void gave(long bytes) {
        messagesOut.increment();
        bytesOut.add(bytes);
    }

    void begun() {
        begun.increment();
    }

    void ended() {
        ended.increment();
    }

    /** Sessions that have begun. */
    public long sessions() {
        return begun.sum();
    }

    /** Sessions that there are now. */
    public long open() {
        // In this order: one that ends meanwhile is counted too many, and none too few.
        long over = ended.sum();
        return Math.max(0, begun.sum() - over);
    }

    public long messagesIn() {
        return messagesIn.sum();
    }

    public long bytesIn() {
        return bytesIn.sum();
    }

    public long messagesOut() {
        return messagesOut.sum();
    }

    public long bytesOut() {
        return bytesOut.sum();
    }
}
