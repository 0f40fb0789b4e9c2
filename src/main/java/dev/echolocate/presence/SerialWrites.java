package dev.echolocate.presence;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes of one sender, in order: the next begins when what became of the one before it is known. Thread-safe. Where engines are
 * fast, nothing is kept.
 */
public final class SerialWrites {
    private static final int MAX_WAITING = 64;

    /** The last one that is under way or waits; null: none. */
    private @Nullable CompletableFuture<?> last;

    private int waiting;

    /**
     * Runs a step when it is its turn, at once where nothing is under way.
     *
     * @param busy what is answered, without running the step, where 64 wait
     * @return fails only as the step does
     */
    public <T> CompletionStage<T> next(Supplier<CompletionStage<T>> step, T busy) {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<?> before;
        synchronized (this) {
            if (waiting == MAX_WAITING) {
                return CompletableFuture.completedFuture(busy);
            }
            waiting++;
            before = last;
            last = mine;
        }
        if (before == null) {
            run(step, mine);
        } else {
            var unused = before.whenComplete((done, failure) -> run(step, mine));
        }
        return mine;
    }

    private <T> void run(Supplier<CompletionStage<T>> step, CompletableFuture<T> mine) {
        CompletionStage<T> writing;
        try {
            writing = step.get();
        } catch (RuntimeException | Error e) {
            writing = CompletableFuture.failedFuture(e);
        }
        var unused = writing.whenComplete((answer, failure) -> {
            synchronized (this) {
                waiting--;
                if (last == mine) {
                    last = null;
                }
            }
            if (failure == null) {
                mine.complete(answer);
            } else {
                mine.completeExceptionally(failure);
            }
        });
    }
}
