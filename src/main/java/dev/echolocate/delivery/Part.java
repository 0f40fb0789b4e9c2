package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Entry;
import org.jspecify.annotations.Nullable;

/**
 * What one feed has to tell in a frame.
 *
 * @param of whose it is, where the reader is to be told; else null
 * @param after where its readers stand: they know what they were told until then; null where they know nothing
 * @param snapshot whether it belongs to what a reader is told that knows nothing yet
 */
public record Part(@Nullable String of, @Nullable Cursor after, boolean snapshot, Batch batch) {
    /** Whether its readers know already what seldom changes of an entry. */
    boolean knowLasting(Entry entry) {
        return after != null
                && !snapshot
                && after.base() == 0
                && after.epoch().equals(batch.next().epoch())
                && after.sequence() >= entry.lasting();
    }
}
