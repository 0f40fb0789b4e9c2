package dev.echolocate.feed;

import java.time.Duration;

/**
 * What the in-process engine may hold.
 *
 * @param totalBytes of all feeds together
 * @param feeds how many feeds there may be
 * @param idle how long a feed that nobody holds is kept, for those who come back
 * @param logBytes of one Log
 * @param logEntries of one Log
 * @param floorBytes of its newest entries that a Log keeps whatever the others need
 * @param boardKeys that are present on one Board; as many tombstones are kept beside them
 * @param tombstones how long a Board remembers who has left; longer than the longest send deadline plus the longest
 *     flush interval, or slow readers are reset more often than they need to be
 * @param shares whether bytes, feeds and keys are shared among addresses ({@link dev.echolocate.base.Budget})
 */
public record FeedLimits(
        long totalBytes,
        int feeds,
        Duration idle,
        int logBytes,
        int logEntries,
        int floorBytes,
        int boardKeys,
        Duration tombstones,
        boolean shares) {
    private static final int FLOOR_BYTES = 8 << 10;

    /** Without shares, and a floor of 8 KiB. */
    public FeedLimits(
            long totalBytes,
            int feeds,
            Duration idle,
            int logBytes,
            int logEntries,
            int boardKeys,
            Duration tombstones) {
        this(totalBytes, feeds, idle, logBytes, logEntries, FLOOR_BYTES, boardKeys, tombstones, false);
    }

    /** The project's own: 4 MiB and 16,384 entries a Log, a floor of 8 KiB, tombstones for 60 s. */
    public static FeedLimits of(long totalBytes, int feeds, Duration idle, int boardKeys, boolean shares) {
        return new FeedLimits(
                totalBytes, feeds, idle, 4 << 20, 16_384, FLOOR_BYTES, boardKeys, Duration.ofSeconds(60), shares);
    }
}
