package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Entry;
import org.jspecify.annotations.Nullable;

/**
 * What one feed has to tell in a frame.
 *
 * @param of whose it is, where the reader is to be told; else null
 * @param known up to where its readers know all that there was; null where that is nothing
 * @param snapshot whether it belongs to what a reader is told that knows nothing yet
 */
public record Part(@Nullable String of, @Nullable Cursor known, boolean snapshot, Batch batch) {
    /** Whether its readers know already what seldom changes of an entry. */
    boolean knowLasting(Entry entry) {
        return known != null
                && !snapshot
                && known.base() == 0
                && known.epoch().equals(batch.next().epoch())
                && known.sequence() >= entry.lasting();
    }
}
