package dev.echolocate.benchmarks.work;

import java.util.concurrent.TimeUnit;

/**
 * When messages are to be sent. Their ages count from then on, whenever they are sent, so none is omitted because the
 * sender had to wait.
 *
 * @param first the first one's number; numbers go on from one schedule to the next
 * @param start when it is due, as {@link System#nanoTime} has it
 * @param interval nanoseconds from one to the next
 */
record Schedule(long first, long count, long start, long interval) {
    static final Schedule NONE = new Schedule(0, 0, 0, 0);

    /** So many a second, from now on. */
    static Schedule of(long first, long rate, long seconds) {
        return new Schedule(first, rate * seconds, System.nanoTime(), TimeUnit.SECONDS.toNanos(1) / rate);
    }

    /** The number after the last one. */
    long end() {
        return first + count;
    }

    boolean has(long number) {
        return number >= first && number < end();
    }

    long due(long number) {
        return start + (number - first) * interval;
    }
}
