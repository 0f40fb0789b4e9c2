package dev.echolocate.chat;

import dev.echolocate.base.Enduring;
import java.lang.System.Logger;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Writes of one sender, in order: the next begins when what became of the one before it is known. Thread-safe. */
final class Turns {
    private static final Logger LOG = System.getLogger(Turns.class.getName());
    private static final int MAX_WAITING = 64;

    private CompletionStage<ChatAnswer> last = CompletableFuture.completedFuture(ChatAnswer.DONE);
    private int waiting;

    /**
     * Runs a step when it is its turn, at once where nothing is under way.
     *
     * @return never fails; BUSY, without running it, where too many wait
     */
    CompletionStage<ChatAnswer> next(Supplier<CompletionStage<ChatAnswer>> step) {
        CompletableFuture<ChatAnswer> mine = new CompletableFuture<>();
        CompletionStage<ChatAnswer> before;
        synchronized (this) {
            if (waiting == MAX_WAITING) {
                return CompletableFuture.completedFuture(ChatAnswer.BUSY);
            }
            waiting++;
            before = last;
            last = mine;
        }
        var unused = before.thenCompose(done -> step.get()).whenComplete((answer, fault) -> {
            synchronized (this) {
                waiting--;
            }
            if (fault != null) {
                Enduring.survived(LOG, "a message could not be handled", fault);
            }
            mine.complete(fault == null ? answer : ChatAnswer.UNAVAILABLE);
        });
        return mine;
    }
}
