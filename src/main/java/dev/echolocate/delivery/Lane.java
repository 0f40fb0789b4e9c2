package dev.echolocate.delivery;

import dev.echolocate.base.Enduring;
import java.lang.System.Logger;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where all that changes a session's state happens, one run at a time. {@link #wake} counts, and who counts from zero starts the run,
 * which goes on until it has seen every count: so a wake-up is never lost, and one that comes inside of a run never grows the
 * stack. A run that gets long goes on behind the others that wait for its stripe's thread. Thread-safe.
 */
abstract class Lane {
    private static final Logger LOG = System.getLogger(Lane.class.getName());

    /** How much is done before others that wait for the same thread have their turn. */
    private static final int STEPS = 32;

    private static final long BYTES = 256 * 1024;

    private final Executor executor;
    private final Stripe stripe;
    private final AtomicInteger wakeups = new AtomicInteger();

    // Since the run began. On the lane.
    private int steps;
    private long bytes;

    /**
     * @param executor runs what begins: a stripe, or the thread that wakes
     * @param stripe where it goes on when it gets long, and where timers wake it
     */
    Lane(Executor executor, Stripe stripe) {
        this.executor = executor;
        this.stripe = stripe;
    }

    /** Goes on until there is nothing to do; true where there may be more, but its turn is over. */
    abstract boolean step();

    /** A step has thrown: a fault of ours, which ends this session and nothing else. */
    abstract void failed();

    /** Something was done, or looked at. */
    final void stepped() {
        steps++;
    }

    final void sent(long more) {
        bytes += more;
    }

    final boolean turnIsOver() {
        return steps >= STEPS || bytes >= BYTES;
    }

    final void wake() {
        if (wakeups.getAndIncrement() == 0) {
            executor.execute(this::run);
        }
    }

    /** For timers: on a stripe, whatever the executor. */
    final void wakeLater() {
        stripe.later(this::wake);
    }

    private void run() {
        steps = 0;
        bytes = 0;
        int seen;
        do {
            seen = wakeups.get();
            if (moreIsLeft()) {
                // The count stays above zero: nobody else starts a run before the rest of this one.
                stripe.later(this::run);
                return;
            }
        } while (wakeups.addAndGet(-seen) != 0);
    }

    private boolean moreIsLeft() {
        try {
            return step();
        } catch (RuntimeException | Error e) {
            // An error, too: a count that never gets back to zero would leave a session that nobody can wake.
            Enduring.survived(LOG, "a session failed", e);
            failed();
            return false;
        }
    }
}
