package dev.echolocate.feed;

import java.util.List;

/**
 * What one read gave.
 *
 * @param kind how it follows on the cursor
 * @param entries ascending; empty for RESET
 * @param next where to read on
 * @param lost GAP: how many entries are lost before the first
 * @param more whether the next page is there already
 */
public record Batch(Continuity kind, List<Entry> entries, Cursor next, long lost, boolean more) {
    public enum Continuity {
        /** Follows without loss. */
        NEXT,
        /** Logs: the entries follow, but some before them are no longer held. */
        GAP,
        /** The cursor is foreign, or too old to be served truthfully: nothing was read, start again. */
        RESET
    }
}
