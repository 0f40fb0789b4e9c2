package dev.echolocate.web;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What a client says while the feeds of its session are being opened: it waits, in order. Bounded by number, and by what all
 * sessions together may gather. Thread-safe.
 */
final class EarlyMessages {
    private static final int MAX = 64;

    private final AssemblyBudget.Hold bytes;
    private final Queue<Runnable> waiting = new ArrayDeque<>(1);
    private boolean over;
    private boolean closed;

    EarlyMessages(AssemblyBudget.Hold bytes) {
        this.bytes = bytes;
    }

    /** What became of a message. */
    enum Verdict {
        /** It waits. */
        WAITS,
        /** There is no more room for it. */
        TOO_MUCH,
        /** Nothing waits any more: handle it. */
        OPEN
    }

    synchronized Verdict take(Runnable message, long length) {
        if (closed) {
            // Dropped: nobody is left to hear of it.
            return Verdict.WAITS;
        }
        if (over) {
            return Verdict.OPEN;
        }
        if (waiting.size() == MAX || !bytes.take(length)) {
            return Verdict.TOO_MUCH;
        }
        waiting.add(message);
        return Verdict.WAITS;
    }

    /** Handles those that wait, on this thread; what comes meanwhile waits behind them. */
    void open() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        if (next == null) {
            over = true;
            bytes.release();
        }
        return next;
    }

    /** The session is over: nothing is handled. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        bytes.release();
    }
}
