package dev.echolocate.feed;

import dev.echolocate.base.Address;
import dev.echolocate.base.Cap;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Gives the feeds of this node their sequence. Never blocks: each call returns at once, and its stage completes when it is known
 * what became of it, in whatever order, on any thread; in-process, stages are already complete. A stage may be late, or never
 * complete: {@link TimedEngine} is what the rest of the program sees, and says so in time.
 *
 * <p>For whoever writes another engine. <b>Opening</b>: a handle is given once this node's copy can be read, and {@link Handle#from}
 * tells where the feed stood when it was asked for, so that nothing that comes in between is missed. It fails with
 * {@link FeedUnavailableException} where there is no room for another feed, or none can be had. <b>Writing</b>: what must be atomic,
 * what keeps its order and what is visible when is said at {@link Log#append} and {@link Board}. <b>Nothing</b>: {@link Cursor#NOTHING}
 * is "before the first entry" in every life of every feed; what a poll of an unused name was told leads on from there.
 *
 * <p>Whatever an engine limits has a share for each address ({@link dev.echolocate.base.Budget}), so that nobody can take all
 * of it: feeds are counted to the address that made them, bytes and keys to the one that wrote them first, for as long as
 * they are there. An engine whose feeds are kept elsewhere counts what its own node made and wrote.
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

    /**
     * From now on, somebody hears of each put that is NOT_OWNER, on whatever node it was tried: its holder may be here.
     *
     * @param listener on any thread: it only marks
     */
    void claimed(Consumer<Claimed> listener);

    /** Expires, forgets, drops what is due. Called about once a second, from one thread; doesn't block. */
    void sweep();

    /** How many feeds this node has whose names begin so, with only one more part behind a slash: {@code chat/people}. */
    int feeds(String kind);

    /** What is used of its limits. */
    List<Cap> caps();

    @Override
    void close();
}
