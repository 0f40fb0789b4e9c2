package dev.echolocate.feed;

import java.util.concurrent.CompletionStage;

/** The newest entries in order, without holes, bounded by bytes and by count. A reader that falls off gets a GAP. */
public interface Log extends Feed {
    /** The cursor before the newest {@code n} entries held. */
    Cursor back(int n);

    /** DONE once sequenced; FULL where there is no room. One caller's calls keep their order. */
    CompletionStage<Outcome> append(Item item);
}
