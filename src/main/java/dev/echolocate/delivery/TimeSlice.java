package dev.echolocate.delivery;

/** How much a reader does before others that wait for the same thread have their turn. Confined to its reader's lane. */
final class TimeSlice {
    private static final int STEPS = 32;
    private static final long BYTES = 256 * 1024;

    private int steps;
    private long bytes;

    void begin() {
        steps = 0;
        bytes = 0;
    }

    void step() {
        steps++;
    }

    void sent(long more) {
        bytes += more;
    }

    boolean isOver() {
        return steps >= STEPS || bytes >= BYTES;
    }
}
