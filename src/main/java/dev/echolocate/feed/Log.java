package dev.echolocate.feed;

import dev.echolocate.base.Address;
import java.util.concurrent.CompletionStage;

/** The newest entries in order, without holes, bounded by bytes and by count. A reader that falls off gets a GAP. */
public interface Log extends Feed {
    /** The cursor before the newest {@code n} entries held. */
    Cursor back(int n);

    /**
     * Atomic: it is numbered in one step against all others, on whatever node. DONE once sequenced, and this node's readers can
     * read it by the time the stage completes; FULL or BYTES_OVER_SHARE where there is no room. BUSY where more has come than its readers could
     * be served ({@link Feed.Subscription#reached}): what came before is not given up unread for what comes too fast. One
     * caller's calls keep their order, whatever the order in which their stages complete.
     *
     * @param from in whose name its bytes are counted for as long as it is held
     */
    CompletionStage<Outcome> append(Item item, Address from);
}
