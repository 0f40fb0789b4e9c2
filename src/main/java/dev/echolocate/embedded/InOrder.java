package dev.echolocate.embedded;

import dev.echolocate.base.OneAtATime;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one WebSocket, one after another in the order in which they came, until the close frame: behind it nothing is
 * written (RFC 6455 5.5.1). No lock is held meanwhile, because completion handlers run inside of writes, and write in their
 * turn. Thread-safe.
 */
final class InOrder {
    private final Queue<Write> waiting = new ConcurrentLinkedQueue<>();

    private final OneAtATime turns = new OneAtATime(this::next);

    private volatile boolean closed;

    private record Write(boolean close, Runnable now, Consumer<@Nullable Throwable> instead) {}

    /** Whether the close frame was written. */
    boolean isClosed() {
        return closed;
    }

    /**
     * Writes in its turn, on this thread or on the one that is at it.
     *
     * @param close whether it is the close frame
     * @param instead where the close frame was before it, with null: nobody waits for it any more, and the connection ends as it
     *     should; or with what the write threw
     */
    void write(boolean close, Runnable now, Consumer<@Nullable Throwable> instead) {
        waiting.add(new Write(close, now, instead));
        turns.run();
    }

    private void next() {
        Write next = waiting.remove();
        if (closed && !next.close) {
            next.instead.accept(null);
        } else {
            closed |= next.close;
            run(next);
        }
    }

    private static void run(Write next) {
        try {
            next.now.run();
        } catch (RuntimeException | Error e) {
            next.instead.accept(e);
        }
    }
}
