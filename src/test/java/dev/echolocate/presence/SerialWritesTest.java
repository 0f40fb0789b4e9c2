package dev.echolocate.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.echolocate.feed.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SerialWritesTest {
    private final SerialWrites turns = new SerialWrites();
    private final List<String> begun = new ArrayList<>();

    private CompletionStage<Outcome> begin(String what, CompletionStage<Outcome> outcome) {
        return turns.next(
                () -> {
                    begun.add(what);
                    return outcome;
                },
                Outcome.BUSY);
    }

    private static Outcome answer(CompletionStage<Outcome> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void theNextBeginsWhenTheOneBeforeItHasAnOutcome() {
        CompletableFuture<Outcome> first = new CompletableFuture<>();
        CompletionStage<Outcome> one = begin("one", first);
        CompletionStage<Outcome> two = begin("two", CompletableFuture.completedFuture(Outcome.FULL));
        assertEquals(List.of("one"), begun);
        assertFalse(two.toCompletableFuture().isDone());
        first.complete(Outcome.DONE);
        assertEquals(List.of("one", "two"), begun);
        assertEquals(Outcome.DONE, answer(one));
        assertEquals(Outcome.FULL, answer(two));
    }

    @Test
    void tooManyThatWaitAreRefusedAndNotDone() {
        CompletableFuture<Outcome> stuck = new CompletableFuture<>();
        CompletionStage<Outcome> last = begin("stuck", stuck);
        int taken = 0;
        while (!last.toCompletableFuture().isDone()) {
            last = begin("more", CompletableFuture.completedFuture(Outcome.DONE));
            taken++;
        }
        assertEquals(Outcome.BUSY, answer(last));
        stuck.complete(Outcome.DONE);
        assertEquals(taken, begun.size());
        assertEquals(Outcome.DONE, answer(begin("again", CompletableFuture.completedFuture(Outcome.DONE))));
    }
}
