package dev.echolocate.delivery;

/**
 * What one session has of {@link Unsent}. Closing gives everything back at once, and what is counted after that counts
 * nothing, so that nothing leaks whatever is still under way. Thread-safe.
 */
final class Account {
    private final Unsent all;
    private long bytes;
    private boolean closed;

    Account(Unsent all) {
        this.all = all;
    }

    /** Counts bytes; over the cap, sessions are ended, and this may be one of them. */
    void add(long more) {
        synchronized (this) {
            if (closed) {
                return;
            }
            bytes += more;
            all.take(more);
        }
        // Not under the lock: it closes other accounts.
        all.relieve();
    }

    synchronized void remove(long less) {
        if (!closed) {
            bytes -= less;
            all.give(less);
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            all.give(bytes);
            bytes = 0;
        }
    }
}
