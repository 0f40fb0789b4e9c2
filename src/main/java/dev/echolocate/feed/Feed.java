package dev.echolocate.feed;

import org.jspecify.annotations.Nullable;

/**
 * Sequenced entries in this node's memory. Thread-safe; no method blocks or does I/O.
 *
 * <p>A feed may change its epoch under its readers, where an engine has lost what it held or has begun anew: cursors of the
 * epoch before are foreign then. Whoever compares cursors compares epochs, and not numbers alone.
 */
public interface Feed {
    /** As it was opened: {@code service/room}, or {@code service/part/room}. A room has no slash. */
    String name();

    /** Start here to get only what comes later. */
    Cursor head();

    /**
     * Entries after a cursor, ascending, at least one if there is any. A Log stops at {@code upTo}. A Board may pass it:
     * else a key that changes between every cut and every read would never be read.
     *
     * @param after null: all that are held
     * @param upTo of another epoch than the feed has now: to its head
     * @param maxEntries at least 1
     * @param maxBytes of {@link Entry#size}; one entry may be larger
     */
    Batch read(@Nullable Cursor after, Cursor upTo, int maxEntries, int maxBytes);

    /**
     * Runs {@code changed} after each move of the head, on the writer's thread: mark and return. Subscribe first, then
     * read, and nothing is missed.
     *
     * @return ends the subscription
     */
    Subscription subscribe(Runnable changed);

    /** Ends with {@link #close}; idempotent. */
    interface Subscription extends AutoCloseable {
        /**
         * All that came up to there was handed to those who read at once. Whoever subscribes to a Log says so again and
         * again: a Log gives up nothing that came after it, and takes no more than it can hold beside.
         */
        default void reached(Cursor at) {}

        @Override
        void close();
    }
}
