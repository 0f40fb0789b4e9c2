package dev.echolocate.delivery;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A reader whose next reply is not due yet: one timer, whatever waits. Meanwhile the reader counts among those that have
 * stalled, so that what it holds can be taken from it when memory is short. Confined to the reader's lane.
 */
final class Waiting {
    private final Delivery delivery;
    private final Reader reader;
    private long due;
    private @Nullable Operation operation;
    private @Nullable Future<?> timer;

    Waiting(Delivery delivery, Reader reader) {
        this.delivery = delivery;
        this.reader = reader;
    }

    /** Its time has come: it counts no more. */
    void check() {
        if (operation != null && operation.done()) {
            stop();
        }
    }

    /**
     * Wakes the reader then.
     *
     * @param due milliseconds of the delivery's clock; {@link Replies#NOW}: at once; {@link Long#MAX_VALUE}: nothing waits
     */
    void until(long due) {
        if (operation != null && due < this.due) {
            stop();
        }
        if (due != Long.MAX_VALUE && operation == null) {
            long now = delivery.millis();
            Operation wait = new Operation(reader);
            this.due = Math.max(now, due);
            operation = wait;
            delivery.unsent().pending(wait);
            timer = delivery.later(this.due - now, wait::ring);
        }
    }

    void stop() {
        Operation current = operation;
        if (current != null) {
            delivery.unsent().completed(current);
            operation = null;
        }
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
