package dev.echolocate.feed;

import dev.echolocate.base.Address;
import java.util.concurrent.CompletionStage;

/**
 * Gives the feeds of this node their sequence. Never blocks; in-process, the stages are already complete. A stage fails
 * with {@link FeedUnavailableException} where there is no room for another feed, or none can be had.
 *
 * <p>Whatever an engine limits has a share for each address ({@link dev.echolocate.base.Budget}), so that nobody can take all
 * of it: feeds are counted to the address that made them, bytes and keys to the one that wrote them first, for as long as
 * they are there. An engine whose feeds are kept elsewhere counts what its own node made and wrote.
 *
 * <p>Every engine reads {@link Cursor#NOTHING} as "before the first entry", in every life of every feed.
 */
public interface Engine extends AutoCloseable {
    /**
     * A handle, once this node's copy is readable. After the last handle is closed the copy idles, then it goes; a feed
     * made again under the same name has a new epoch.
     *
     * @param maker whom it is counted to, where there is no such feed yet
     */
    CompletionStage<Handle<Log>> log(String name, Address maker);

    /** As {@link #log}. */
    CompletionStage<Handle<Board>> board(String name, Address maker);

    /**
     * A handle for somebody who looks once and goes: nothing is made. Where there is no such feed, it is one of nothing: its
     * head is {@link Cursor#NOTHING}, and nothing comes or can be written.
     */
    CompletionStage<Handle<Log>> existingLog(String name);

    /** As {@link #existingLog}. */
    CompletionStage<Handle<Board>> existingBoard(String name);

    @Override
    void close();
}
