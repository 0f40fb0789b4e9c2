package dev.echolocate.feed;

import dev.echolocate.base.Address;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is read under a name that nobody uses. Nothing comes, and nothing can be written. */
public final class Nothing implements Log, Board {
    private static final Nothing NOTHING = new Nothing();

    private Nothing() {}

    public static Handle<Log> log() {
        return new Handle<>(NOTHING, Cursor.NOTHING, () -> {});
    }

    public static Handle<Board> board() {
        return new Handle<>(NOTHING, Cursor.NOTHING, () -> {});
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public Cursor head() {
        return Cursor.NOTHING;
    }

    @Override
    public Cursor back(int n) {
        return Cursor.NOTHING;
    }

    @Override
    public @Nullable Entry get(String key) {
        return null;
    }

    /** A cursor of a feed that was here is foreign. */
    @Override
    public Batch read(@Nullable Cursor after, Cursor upTo, int maxEntries, int maxBytes) {
        boolean foreign = after != null && !after.isNothing();
        return new Batch(foreign ? Batch.Continuity.RESET : Batch.Continuity.NEXT, List.of(), Cursor.NOTHING, 0, false);
    }

    @Override
    public Subscription subscribe(Runnable changed) {
        return () -> {};
    }

    @Override
    public CompletionStage<Outcome> append(Item item, Address from) {
        return CompletableFuture.completedFuture(Outcome.UNAVAILABLE);
    }

    @Override
    public CompletionStage<Written> put(String key, Owner owner, long version, Life life, Item here, Item gone) {
        return CompletableFuture.completedFuture(Written.of(Outcome.UNAVAILABLE));
    }

    @Override
    public CompletionStage<Kept> keep(Collection<String> keys, Owner owner, Duration life) {
        return CompletableFuture.completedFuture(Kept.of(keys, List.of()));
    }
}
