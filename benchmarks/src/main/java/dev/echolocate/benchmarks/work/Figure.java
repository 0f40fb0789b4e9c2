package dev.echolocate.benchmarks.work;

/** What is measured, and how it is printed. */
public enum Figure {
    CPU("CPU µs/message", 2),
    CORES("cores", 2),
    RATE("messages/s", 0),
    P50("p50 ms", 2),
    P99("p99 ms", 2),
    P999("p99.9 ms", 2),
    BYTES("bytes/message", 1),
    KILOBYTES("kB/s to one", 2),
    RESIDENT("RSS MiB", 0),
    GENERATOR("generator µs", 2),
    LATE("sent late ms", 2),
    HEAP("heap KiB/session", 1),
    OUTSIDE("direct KiB/session", 1),
    SESSION("RSS KiB/session", 1),
    START("ms to the first answer", 0);

    private final String title;
    private final int digits;

    Figure(String title, int digits) {
        this.title = title;
        this.digits = digits;
    }

    /** A column's title. */
    public String title() {
        return title;
    }

    /** After the point. */
    public int digits() {
        return digits;
    }
}
