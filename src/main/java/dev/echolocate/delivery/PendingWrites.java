package dev.echolocate.delivery;

import java.util.concurrent.CompletionStage;

/** Writes of which it is not known yet what became of them. Thread-safe. */
final class PendingWrites {
    private int count;

    /** One is under way, unless it is known already. */
    void add(CompletionStage<?> write) {
        if (write.toCompletableFuture().isDone()) {
            return;
        }
        change(1);
        var unused = write.whenComplete((done, failure) -> change(-1));
    }

    private synchronized void change(int by) {
        count += by;
        notifyAll();
    }

    /** Blocks until there is none, for so long at most. */
    void awaitNone(long withinMillis) {
        Waiting.until(this, () -> count == 0, withinMillis);
    }
}
