package dev.echolocate.feed;

import java.util.concurrent.CompletionStage;

/**
 * Gives the feeds of this node their sequence. Never blocks; in-process, the stages are already complete. A stage fails
 * with {@link FeedUnavailableException} where there is no room for another feed, or none can be had.
 */
public interface Engine extends AutoCloseable {
    /**
     * A handle, once this node's copy is readable. After the last handle is closed the copy idles, then it goes; a feed
     * made again under the same name has a new epoch.
     */
    CompletionStage<Handle<Log>> log(String name);

    /** As {@link #log}. */
    CompletionStage<Handle<Board>> board(String name);

    @Override
    void close();
}
