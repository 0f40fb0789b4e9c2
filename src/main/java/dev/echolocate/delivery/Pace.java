package dev.echolocate.delivery;

/** How often a feed flushes. Pure. */
final class Pace {
    private static final long MIN_MILLIS = 20;
    private static final long MAX_MILLIS = 1000;
    private static final int READERS_A_SECOND = 10_000;

    private Pace() {}

    /** Milliseconds from one flush to the next: readers / 10,000 of a second, at least 20 ms, at most 1 s. */
    static long millis(int readers) {
        return Math.max(MIN_MILLIS, Math.min(MAX_MILLIS, readers * 1000L / READERS_A_SECOND));
    }
}
