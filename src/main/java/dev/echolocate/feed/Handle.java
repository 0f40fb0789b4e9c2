package dev.echolocate.feed;

import java.util.concurrent.atomic.AtomicBoolean;

/** Holds a feed in this node's memory until it is closed. Thread-safe; closing is idempotent. */
public final class Handle<F extends Feed> implements AutoCloseable {
    private final F feed;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param release runs once, at the first close
     */
    public Handle(F feed, Runnable release) {
        this.feed = feed;
        this.release = release;
    }

    public F feed() {
        return feed;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
