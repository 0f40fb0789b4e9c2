package dev.echolocate.embedded;

import dev.echolocate.base.OneAtATime;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * The writes of one WebSocket, one after another in the order in which they came, until the close frame: behind it nothing is
 * written (RFC 6455 5.5.1). No lock is held meanwhile, because completion handlers run inside of writes, and write in their
 * turn. Thread-safe.
 */
final class InOrder {
    private final Queue<Write> waiting = new ConcurrentLinkedQueue<>();

    private final OneAtATime turns = new OneAtATime(this::next);

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
        turns.run();
    }

    private void next() {
        Write next = waiting.remove();
        if (closed && !next.close) {
            next.failed.accept(new IOException("closed"));
        } else {
            closed |= next.close;
            run(next);
        }
    }

    private static void run(Write next) {
        try {
            next.now.run();
        } catch (RuntimeException e) {
            next.failed.accept(e);
        }
    }
}
