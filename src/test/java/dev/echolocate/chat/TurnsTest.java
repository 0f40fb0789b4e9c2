package dev.echolocate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();
    private final List<String> begun = new ArrayList<>();

    private CompletionStage<ChatAnswer> begin(String what, CompletionStage<ChatAnswer> outcome) {
        return turns.next(() -> {
            begun.add(what);
            return outcome;
        });
    }

    private static ChatAnswer answer(CompletionStage<ChatAnswer> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void theNextBeginsWhenTheOneBeforeItHasAnOutcome() {
        CompletableFuture<ChatAnswer> first = new CompletableFuture<>();
        CompletionStage<ChatAnswer> one = begin("one", first);
        CompletionStage<ChatAnswer> two = begin("two", CompletableFuture.completedFuture(ChatAnswer.FULL));
        assertEquals(List.of("one"), begun);
        assertFalse(two.toCompletableFuture().isDone());
        first.complete(ChatAnswer.DONE);
        assertEquals(List.of("one", "two"), begun);
        assertEquals(ChatAnswer.DONE, answer(one));
        assertEquals(ChatAnswer.FULL, answer(two));
    }

    @Test
    void tooManyThatWaitAreRefusedAndNotDone() {
        CompletableFuture<ChatAnswer> stuck = new CompletableFuture<>();
        CompletionStage<ChatAnswer> last = begin("stuck", stuck);
        int taken = 0;
        while (!last.toCompletableFuture().isDone()) {
            last = begin("more", CompletableFuture.completedFuture(ChatAnswer.DONE));
            taken++;
        }
        assertEquals(ChatAnswer.BUSY, answer(last));
        stuck.complete(ChatAnswer.DONE);
        assertEquals(taken, begun.size());
        assertEquals(ChatAnswer.DONE, answer(begin("again", CompletableFuture.completedFuture(ChatAnswer.DONE))));
    }
}
