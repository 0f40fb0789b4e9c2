package dev.echolocate.feed;

import dev.echolocate.base.Address;

/**
 * One change of a feed.
 *
 * @param sequence ascending from 1
 * @param key Boards: what changed; Logs: empty
 * @param item what to tell a reader, also of a key that has gone
 * @param gone Boards: whether the key has left
 * @param version Boards: as it was put; Logs: 0
 * @param since Boards: since when the key is present without a break, in milliseconds since the epoch by the engine's clock;
 *     Logs: 0
 * @param lasting Boards: the sequence of the change that what {@linkplain Item.Lasting seldom changes} is from, which is no older than
 *     the key's presence: whoever has read as far knows it; Logs: 0
 * @param from in whose name its bytes are counted on this node: who appended it, or first brought the key
 */
public record Entry(
        long sequence, String key, Item item, boolean gone, long version, long since, long lasting, Address from) {
    /** Bytes of heap for what every entry costs besides its item: objects, map nodes, headers. */
    static final int OVERHEAD = 160;

    /** An entry of a Log. */
    static Entry of(long sequence, Item item, Address from) {
        return new Entry(sequence, "", item, false, 0, 0, 0, from);
    }

    /** Bytes of heap, roughly. */
    public int size() {
        return item.size() + 2 * key.length() + OVERHEAD;
    }
}
