package dev.echolocate.feed;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Holds a feed in this node's memory until it is closed. Thread-safe; closing is idempotent. */
public final class Handle<F extends Feed> implements AutoCloseable {
    private final F feed;
    private final Cursor from;
    private final Runnable release;

    /** How many handles are open that come of one opening. */
    private final AtomicInteger open;

    private boolean closed;

    /**
     * @param from where the feed stood when it was asked for
     * @param release runs once, when this handle and all that were made {@link #again} of it are closed
     */
    public Handle(F feed, Cursor from, Runnable release) {
        this(feed, from, release, new AtomicInteger(1));
    }

    private Handle(F feed, Cursor from, Runnable release, AtomicInteger open) {
        this.feed = feed;
        this.from = from;
        this.release = release;
        this.open = open;
    }

    public F feed() {
        return feed;
    }

    /**
     * Where the feed stood when it was asked for, or a little before: who begins there misses nothing that has come since, however
     * long the opening took.
     */
    public Cursor from() {
        return from;
    }

    /** Opens what belongs to a feed, once that is open; where it can't be had, the feed is closed. */
    public static <F extends Feed, T, R> CompletionStage<R> with(
            CompletionStage<Handle<F>> opening, Supplier<CompletionStage<T>> next, BiFunction<Handle<F>, T, R> both) {
        return opening.thenCompose(handle -> next.get()
                .whenComplete((other, failure) -> {
                    if (failure != null) {
                        handle.close();
                    }
                })
                .thenApply(other -> both.apply(handle, other)));
    }

    /** The same hold, on a face of the same feed. */
    <G extends Feed> Handle<G> as(G face) {
        return new Handle<>(face, from, release, open);
    }

    /** Another handle on the same feed, closed by itself. Unlike a second opening it can't fail. Before this one is closed. */
    public Handle<F> again() {
        open.incrementAndGet();
        return new Handle<>(feed, from, release, open);
    }

    @Override
    public void close() {
        if (isFirst() && open.decrementAndGet() == 0) {
            release.run();
        }
    }

    private synchronized boolean isFirst() {
        boolean first = !closed;
        closed = true;
        return first;
    }
}
