package dev.echolocate.web.http;

import dev.echolocate.feed.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What is answered to a write. */
final class WriteAnswers {
    private WriteAnswers() {}

    /** The answer where it was accepted, else the {@link Problem}. */
    static Function<Outcome, CompletionStage<String>> when(String accepted) {
        return outcome -> {
            Problem problem = Problem.of(outcome);
            return problem == null
                    ? CompletableFuture.completedFuture(accepted)
                    : CompletableFuture.failedFuture(problem);
        };
    }
}
