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
 * @param boardKeys that are present on one Board; as many tombstones are kept beside them
 * @param tombstones how long a Board remembers who has left; longer than the longest send deadline plus the longest
 *     flush interval, or slow readers are reset more often than they need to be
 */
public record Limits(
        long totalBytes, int feeds, Duration idle, int logBytes, int logEntries, int boardKeys, Duration tombstones) {
    /** The project's own: 4 MiB and 16,384 entries a Log, tombstones for 60 s. */
    public static Limits of(long totalBytes, int feeds, Duration idle, int boardKeys) {
        return new Limits(totalBytes, feeds, idle, 4 << 20, 16_384, boardKeys, Duration.ofSeconds(60));
    }
}
