package dev.echolocate.delivery;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for real, whatever the delivery's clock says. */
final class Waiting {
    private Waiting() {}

    /**
     * Blocks until something is so, or the time is up, or the thread is interrupted.
     *
     * @param monitor is notified when it may be so; {@code so} is asked under it
     */
    static void until(Object monitor, BooleanSupplier so, long withinMillis) {
        long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMillis);
        try {
            synchronized (monitor) {
                long leftMillis = withinMillis;
                while (!so.getAsBoolean() && leftMillis > 0) {
                    monitor.wait(leftMillis);
                    leftMillis = leftMillis(untilNanos);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param untilNanos of {@link System#nanoTime} */
    static long leftMillis(long untilNanos) {
        return TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime());
    }
}
