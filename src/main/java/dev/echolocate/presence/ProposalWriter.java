package dev.echolocate.presence;

import dev.echolocate.feed.Board;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Life;
import dev.echolocate.feed.Outcome;
import dev.echolocate.feed.Owner;
import dev.echolocate.feed.Written;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Puts drafts on a Board: once more, where something else turns out to be there than was known. Immutable. */
final class ProposalWriter {
    private final Board board;
    private final Owner owner;
    private final Duration life;
    private final Duration reserve;

    /**
     * @param life what each put begins
     * @param reserve how long a key stays its owner's after a time that is set
     */
    ProposalWriter(Board board, Owner owner, Duration life, Duration reserve) {
        this.board = board;
        this.owner = owner;
        this.life = life;
        this.reserve = reserve;
    }

    /** What was put last, and what became of it. */
    record Result(Proposal.Change text, Written written) {
        Outcome outcome() {
            return written.outcome();
        }
    }

    /** @param known what is there, as far as is known; null: nothing */
    CompletionStage<Result> put(String key, @Nullable Entry known, Proposal draft) {
        Proposal.Change first = draft.write(known);
        return put(key, first).thenCompose(result -> {
            Proposal.Change second = second(known, draft, result);
            return second == null ? CompletableFuture.completedFuture(result) : put(key, second);
        });
    }

    private CompletionStage<Result> put(String key, Proposal.Change text) {
        Life until = new Life(life, text.untilMillis(), reserve);
        return board.put(key, owner, text.version(), until, text.here(), text.gone())
                .thenApply(written -> new Result(text, written));
    }

    /** What to write after all; null: nothing. */
    private static Proposal.@Nullable Change second(@Nullable Entry known, Proposal draft, Result first) {
        Entry before = first.written().before();
        if (before == null || (known != null && known.version() == before.version())) {
            return null;
        }
        Proposal.Change second = draft.write(before);
        if (first.outcome() == Outcome.STALE) {
            return second.version() > before.version() ? second : null;
        }
        boolean toldWrong = first.outcome() == Outcome.DONE
                && !second.here().tag().equals(first.text().here().tag());
        return toldWrong ? second.at(first.text().version() + 1) : null;
    }
}
