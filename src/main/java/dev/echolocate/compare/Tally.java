package dev.echolocate.compare;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what goes one way. Thread-safe; knows nothing of its channel. */
public final class Tally {
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();

    Tally() {}

    /** A request has begun. */
    public void begun() {
        requests.incrementAndGet();
    }

    /** Bytes have come; fewer than none, where some turned out to be another request's. */
    public void received(long bytes) {
        received.addAndGet(bytes);
    }

    /** Bytes go out. */
    public void sent(long bytes) {
        sent.addAndGet(bytes);
    }

    /** Never below zero, though what is taken back may have been counted before the channel was asked for. */
    Figures figures() {
        return new Figures(requests.get(), Math.max(0, received.get()), sent.get());
    }
}
