package dev.echolocate.delivery;

import dev.echolocate.base.Budget;

/**
 * What one session has of {@link Unsent}. Closing gives everything back at once, and what is counted after that counts
 * nothing, so that nothing leaks whatever is still under way. Thread-safe.
 */
final class Account {
    private final Unsent all;
    private final Budget.Share share;

    Account(Unsent all, Budget.Share share) {
        this.all = all;
        this.share = share;
    }

    /** Counts bytes; over the cap, sessions are ended, and this may be one of them. */
    void add(long more) {
        if (!share.take(more)) {
            all.relieve();
        }
    }

    void remove(long less) {
        share.give(less);
    }

    long bytes() {
        return share.own();
    }

    /** What all sessions of its address have. */
    long ofAddress() {
        return share.ofAddress();
    }

    void close() {
        share.close();
    }
}
