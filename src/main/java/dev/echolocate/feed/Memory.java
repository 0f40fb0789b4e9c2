package dev.echolocate.feed;

/** The bytes of all feeds. Never called under a feed's lock. */
interface Memory {
    /** Takes, after making room at the expense of the largest Logs where that is needed; false where it can't. */
    boolean take(long bytes);

    void give(long bytes);
}
