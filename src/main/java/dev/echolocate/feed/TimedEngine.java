package dev.echolocate.feed;

import dev.echolocate.base.Address;
import dev.echolocate.base.Cap;
import dev.echolocate.base.Enduring;
import dev.echolocate.base.Refusal;
import dev.echolocate.base.Stages;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose stages always complete, and in time: what has not opened by then fails, and is closed when it comes after all;
 * of a write it is not known then what became of it. A write never fails: an engine that throws is logged, and is UNKNOWN. What is
 * complete at once, as in-process, costs nothing. Thread-safe.
 */
public final class TimedEngine implements Engine {
    private static final Logger LOG = System.getLogger(TimedEngine.class.getName());

    private final Engine engine;
    private final BiFunction<Long, Runnable, Future<?>> timer;
    private final long millis;

    /**
     * @param timer runs something that only marks, in so many milliseconds, unless it is cancelled
     * @param millis how long an opening or a write may take
     */
    public TimedEngine(Engine engine, BiFunction<Long, Runnable, Future<?>> timer, long millis) {
        this.engine = engine;
        this.timer = timer;
        this.millis = millis;
    }

    @Override
    public CompletionStage<Handle<Log>> log(String name, Address maker) {
        return opened(() -> engine.log(name, maker), TimedLog::new);
    }

    @Override
    public CompletionStage<Handle<Board>> board(String name, Address maker) {
        return opened(() -> engine.board(name, maker), TimedBoard::new);
    }

    @Override
    public CompletionStage<Handle<Log>> existingLog(String name) {
        return opened(() -> engine.existingLog(name), TimedLog::new);
    }

    @Override
    public CompletionStage<Handle<Board>> existingBoard(String name) {
        return opened(() -> engine.existingBoard(name), TimedBoard::new);
    }

    private <F extends Feed> CompletionStage<Handle<F>> opened(
            Supplier<CompletionStage<Handle<F>>> opening, Function<F, F> timed) {
        CompletableFuture<Handle<F>> asked = asked(opening);
        if (asked.isDone()) {
            return asked.thenApply(handle -> handle.as(timed.apply(handle.feed())));
        }
        CompletableFuture<Handle<F>> answer = new CompletableFuture<>();
        Future<?> late = timer.apply(millis, () -> answer.completeExceptionally(tooLate()));
        var unused = asked.whenComplete((handle, failure) -> {
            late.cancel(false);
            if (failure != null) {
                answer.completeExceptionally(Stages.why(failure));
            } else if (!answer.complete(handle.as(timed.apply(handle.feed())))) {
                handle.close();
            }
        });
        return answer;
    }

    /** What an engine throws, it fails with. */
    private static <T> CompletableFuture<T> asked(Supplier<CompletionStage<T>> what) {
        try {
            return what.get().toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static FeedUnavailableException tooLate() {
        return new FeedUnavailableException(
                Refusal.FEEDS, "unavailable", "the feeds do not answer at the moment; try again later");
    }

    private <T> CompletionStage<T> written(Supplier<CompletionStage<T>> writing, T unknown) {
        CompletableFuture<T> asked = asked(writing);
        if (asked.isDone() && !asked.isCompletedExceptionally()) {
            return asked;
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        Future<?> late = timer.apply(millis, () -> answer.complete(unknown));
        var unused = asked.whenComplete((outcome, failure) -> {
            late.cancel(false);
            if (failure != null) {
                Enduring.survived(LOG, "a write failed", Stages.why(failure));
            }
            answer.complete(failure == null ? outcome : unknown);
        });
        return answer;
    }

    @Override
    public void claimed(Consumer<Claimed> listener) {
        engine.claimed(listener);
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
        engine.close();
    }

    private final class TimedLog extends FeedFace<Log> implements Log {
        TimedLog(Log log) {
            super(log);
        }

        @Override
        public Cursor back(int n) {
            return feed.back(n);
        }

        @Override
        public CompletionStage<Outcome> append(Item item, Address from) {
            return written(() -> feed.append(item, from), Outcome.UNKNOWN);
        }
    }

    private final class TimedBoard extends FeedFace<Board> implements Board {
        TimedBoard(Board board) {
            super(board);
        }

        @Override
        public @Nullable Entry get(String key) {
            return feed.get(key);
        }

        @Override
        public CompletionStage<Written> put(String key, Owner owner, long version, Life life, Item here, Item gone) {
            return written(() -> feed.put(key, owner, version, life, here, gone), Written.of(Outcome.UNKNOWN));
        }

        @Override
        public CompletionStage<Kept> keep(Collection<String> keys, Owner owner, Duration life) {
            return written(() -> feed.keep(keys, owner, life), Kept.failed(Outcome.UNKNOWN));
        }
    }
}
