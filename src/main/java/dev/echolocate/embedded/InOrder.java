package dev.echolocate.embedded;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The writes of one WebSocket, one after another in the order in which they came, until the close frame: behind it nothing is
 * written (RFC 6455 5.5.1). No lock is held meanwhile, because completion handlers run inside of writes, and write in their
 * turn. Thread-safe.
 */
final class InOrder {
    private final Queue<Write> waiting = new ConcurrentLinkedQueue<>();

    /** Those that have come and are not done; who finds none does all. */
    private final AtomicInteger undone = new AtomicInteger();

    private volatile boolean closed;

    private record Write(boolean close, Runnable now, Consumer<Throwable> failed) {}

    /** Whether the close frame was written. */
    boolean isClosed() {
        return closed;
    }

    /**
     * Writes in its turn, on this thread or on the one that is at it.
     *
     * @param close whether it is the close frame
     * @param failed instead, where the close frame was before it, or with what the write threw
     */
    void write(boolean close, Runnable now, Consumer<Throwable> failed) {
        waiting.add(new Write(close, now, failed));
        if (undone.getAndIncrement() > 0) {
            return;
        }
        do {
            Write next = waiting.remove();
            if (closed && !next.close) {
                next.failed.accept(new IOException("closed"));
            } else {
                closed |= next.close;
                run(next);
            }
        } while (undone.decrementAndGet() > 0);
    }

    private static void run(Write next) {
        try {
            next.now.run();
        } catch (RuntimeException e) {
            next.failed.accept(e);
        }
    }
}
