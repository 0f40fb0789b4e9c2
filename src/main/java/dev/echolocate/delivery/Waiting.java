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
    private final int stripe;
    private long due;
    private @Nullable Operation operation;
    private @Nullable Future<?> timer;

    Waiting(Delivery delivery, Reader reader, int stripe) {
        this.delivery = delivery;
        this.reader = reader;
        this.stripe = stripe;
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
     * @param due milliseconds of the delivery's clock; {@link Long#MAX_VALUE}: nothing waits
     */
    void until(long due) {
        if (operation != null && due < this.due) {
            stop();
        }
        if (due != Long.MAX_VALUE && operation == null) {
            Operation wait = new Operation(reader, Long.MAX_VALUE);
            this.due = due;
            operation = wait;
            delivery.unsent().pending(wait);
            // On a stripe: the timer's thread sends nothing.
            timer = delivery.later(
                    Math.max(1, due - delivery.millis()),
                    () -> delivery.stripe(stripe).later(() -> wait.complete(null)));
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
