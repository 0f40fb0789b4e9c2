package dev.echolocate.delivery;

import dev.echolocate.base.Enduring;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** One thread for all that is due later. What it runs only marks, or hands on to a stripe: it never sends. Thread-safe. */
final class Timers {
    private static final long GRAIN_MILLIS = 10;

    private final ScheduledThreadPoolExecutor timer;

    Timers(ThreadFactory threads) {
        timer = new ScheduledThreadPoolExecutor(1, threads);
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Runs a task again and again, whatever it throws.
     *
     * @return what to cancel it with
     */
    Future<?> every(long millis, String what, Runnable task) {
        try {
            return timer.scheduleWithFixedDelay(Enduring.task(what, task), millis, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            // The server has stopped.
            return CompletableFuture.completedFuture(null);
        }
    }

    /**
     * Runs a task after a delay that is rounded up to 10 ms.
     *
     * @return what to cancel it with
     */
    Future<?> later(long delayMillis, Runnable task) {
        long grains = Math.max(1, (delayMillis + GRAIN_MILLIS - 1) / GRAIN_MILLIS);
        try {
            return timer.schedule(Enduring.task("a timer", task), grains * GRAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            // The server has stopped.
            return CompletableFuture.completedFuture(null);
        }
    }

    /** How many wait. */
    int waiting() {
        return timer.getQueue().size();
    }

    void close() {
        timer.shutdownNow();
    }
}
