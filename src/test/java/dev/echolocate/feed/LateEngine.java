package dev.echolocate.feed;

import dev.echolocate.base.Address;
import dev.echolocate.base.Cap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine as one across a network may be, on top of the real one of this process: what is asked of it is done a little later, in
 * the order in which it was asked; what became of it is told later still, on other threads and in no order. When it is told to, it
 * says nothing, or fails.
 */
public final class LateEngine implements Engine {
    private static final int MAX_DELAY_MICROS = 1_000;

    /** What it does with what it is asked. */
    public enum Mood {
        /** Does it, and says so, late. */
        LATE,
        /** Writes, and never says so; opens. */
        SILENT,
        /** Writes, and fails; opens. */
        FAILING,
        /** Throws at once. */
        THROWING,
        /** Says of keeps that nothing can be written, and writes nothing. */
        REFUSING,
        /** Holds it until another mood comes. */
        HOLDING
    }

    private final Engine engine;

    /** Does everything, one after the other. */
    private final ScheduledExecutorService lane = Executors.newSingleThreadScheduledExecutor(threads());

    /** Tells what became of it. */
    private final ScheduledExecutorService tellers = Executors.newScheduledThreadPool(3, threads());

    private final AtomicInteger open = new AtomicInteger();

    /** Guarded by this, as what is held. */
    private Mood mood = Mood.LATE;

    private final List<Runnable> held = new ArrayList<>();

    public LateEngine(Engine engine) {
        this.engine = engine;
    }

    private static ThreadFactory threads() {
        return task -> {
            Thread thread = new Thread(task, "a late engine");
            thread.setDaemon(true);
            return thread;
        };
    }

    /** From now on. */
    public synchronized void mood(Mood mood) {
        this.mood = mood;
        if (mood != Mood.HOLDING) {
            held.forEach(Runnable::run);
            held.clear();
        }
    }

    /** How much it was asked for and holds. */
    public synchronized int held() {
        return held.size();
    }

    private <T> CompletionStage<T> late(Supplier<CompletionStage<T>> what) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        begin(() -> what.get().whenComplete((done, failure) -> after(tellers, () -> tell(answer, done, failure))));
        return answer;
    }

    private synchronized boolean refuses() {
        return mood == Mood.REFUSING;
    }

    private <T> CompletionStage<T> written(Supplier<CompletionStage<T>> what) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        begin(() -> what.get().whenComplete((done, failure) -> told(answer, done, failure)));
        return answer;
    }

    private synchronized void begin(Runnable what) {
        if (mood == Mood.THROWING) {
            throw new LostException();
        }
        if (mood == Mood.HOLDING) {
            held.add(() -> after(lane, what));
        } else {
            after(lane, what);
        }
    }

    private synchronized <T> void told(CompletableFuture<T> answer, T done, @Nullable Throwable failure) {
        Throwable lost = mood == Mood.FAILING ? new LostException() : failure;
        if (mood != Mood.SILENT) {
            after(tellers, () -> tell(answer, done, lost));
        }
    }

    /** The connection to where the feeds are is gone. */
    public static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1;

        LostException() {
            super("the connection is lost", null, false, false);
        }
    }

    private static <T> void tell(CompletableFuture<T> answer, T done, @Nullable Throwable failure) {
        if (failure == null) {
            answer.complete(done);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    /** The lane keeps its order: its delays are all alike. */
    private void after(ScheduledExecutorService on, Runnable task) {
        long micros =
                on == lane ? MAX_DELAY_MICROS / 6 : ThreadLocalRandom.current().nextInt(MAX_DELAY_MICROS);
        try {
            var unused = on.schedule(task, micros, TimeUnit.MICROSECONDS);
        } catch (RejectedExecutionException closed) {
            // It says nothing any more.
        }
    }

    @Override
    public CompletionStage<Handle<Log>> log(String name, Address maker) {
        Cursor from = at(engine.existingLog(name));
        return late(() -> engine.log(name, maker)).thenApply(handle -> late(handle, new LateLog(handle.feed()), from));
    }

    @Override
    public CompletionStage<Handle<Board>> board(String name, Address maker) {
        Cursor from = at(engine.existingBoard(name));
        return late(() -> engine.board(name, maker))
                .thenApply(handle -> late(handle, new LateBoard(handle.feed()), from));
    }

    @Override
    public CompletionStage<Handle<Log>> existingLog(String name) {
        Cursor from = at(engine.existingLog(name));
        return late(() -> engine.existingLog(name)).thenApply(handle -> late(handle, new LateLog(handle.feed()), from));
    }

    @Override
    public CompletionStage<Handle<Board>> existingBoard(String name) {
        Cursor from = at(engine.existingBoard(name));
        return late(() -> engine.existingBoard(name))
                .thenApply(handle -> late(handle, new LateBoard(handle.feed()), from));
    }

    /** Where a feed is when it is asked for: here that is known at once. */
    private static <F extends Feed> Cursor at(CompletionStage<Handle<F>> looking) {
        try (Handle<F> handle = looking.toCompletableFuture().join()) {
            return handle.feed().head();
        }
    }

    private <F extends Feed> Handle<F> late(Handle<F> handle, F feed, Cursor from) {
        open.incrementAndGet();
        return new Handle<>(feed, from, () -> {
            open.decrementAndGet();
            handle.close();
        });
    }

    /** How many handles it has given that are not closed. */
    public int open() {
        return open.get();
    }

    @Override
    public void claimed(Consumer<Claimed> listener) {
        engine.claimed(claim -> after(tellers, () -> listener.accept(claim)));
    }

    @Override
    public void sweep() {
        engine.sweep();
    }

    @Override
    public int feeds(String kind) {
        return engine.feeds(kind);
    }

    @Override
    public List<Cap> caps() {
        return engine.caps();
    }

    @Override
    public void close() {
        lane.shutdownNow();
        tellers.shutdownNow();
        engine.close();
    }

    private final class LateLog extends FeedFace<Log> implements Log {
        LateLog(Log log) {
            super(log);
        }

        @Override
        public Cursor back(int n) {
            return feed.back(n);
        }

        @Override
        public CompletionStage<Outcome> append(Item item, Address from) {
            return written(() -> feed.append(item, from));
        }
    }

    private final class LateBoard extends FeedFace<Board> implements Board {
        LateBoard(Board board) {
            super(board);
        }

        @Override
        public @Nullable Entry get(String key) {
            return feed.get(key);
        }

        @Override
        public CompletionStage<Written> put(String key, Owner owner, long version, Life life, Item here, Item gone) {
            return written(() -> feed.put(key, owner, version, life, here, gone));
        }

        @Override
        public CompletionStage<Kept> keep(Collection<String> keys, Owner owner, Duration life) {
            return written(() -> refuses()
                    ? CompletableFuture.completedFuture(Kept.failed(Outcome.UNAVAILABLE))
                    : feed.keep(keys, owner, life));
        }
    }
}
