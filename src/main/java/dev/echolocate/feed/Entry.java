package dev.echolocate.feed;

/**
 * One change of a feed.
 *
 * @param sequence ascending from 1
 * @param key Boards: what changed; Logs: empty
 * @param item what to tell a reader, also of a key that has gone
 * @param gone Boards: whether the key has left
 */
public record Entry(long sequence, String key, Item item, boolean gone) {
    /** Bytes of heap for what every entry costs besides its item: objects, map nodes, headers. */
    static final int OVERHEAD = 160;

    /** Bytes of heap, roughly. */
    public int size() {
        return item.size() + 2 * key.length() + OVERHEAD;
    }
}
