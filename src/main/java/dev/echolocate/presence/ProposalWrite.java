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

/** One proposal on its way to a Board: once more, where something else turns out to be there than was known. */
final class ProposalWrite {
    private final Board board;
    private final String key;
    private final Owner owner;
    private final Duration life;
    private final Duration reserve;
    private final Proposal proposal;
    private final @Nullable Entry known;
    private Proposal.Change text;

    /**
     * @param life what each put begins
     * @param reserve how long the key stays its owner's after a time that is set
     * @param known what is there, as far as is known; null: nothing
     */
    ProposalWrite(
            Board board,
            String key,
            Owner owner,
            Duration life,
            Duration reserve,
            Proposal proposal,
            @Nullable Entry known) {
        this.board = board;
        this.key = key;
        this.owner = owner;
        this.life = life;
        this.reserve = reserve;
        this.proposal = proposal;
        this.known = known;
        this.text = proposal.write(known);
    }

    /** Begins, once. */
    CompletionStage<Written> begin() {
        return put().thenCompose(this::judged);
    }

    /** What was put last. */
    Proposal.Change text() {
        return text;
    }

    private CompletionStage<Written> put() {
        Life until = new Life(life, text.untilMillis(), reserve);
        return board.put(key, owner, text.version(), until, text.here(), text.gone());
    }

    private CompletionStage<Written> judged(Written first) {
        Proposal.Change second = second(first);
        if (second == null) {
            return CompletableFuture.completedFuture(first);
        }
        text = second;
        return put();
    }

    /** What to write after all; null: nothing. */
    private Proposal.@Nullable Change second(Written first) {
        Entry before = first.before();
        if (before == null || (known != null && known.version() == before.version())) {
            return null;
        }
        Proposal.Change second = proposal.write(before);
        if (first.outcome() == Outcome.STALE) {
            return second.version() > before.version() ? second : null;
        }
        boolean toldWrong = first.outcome() == Outcome.DONE
                && !second.here().tag().equals(text.here().tag());
        return toldWrong ? second.at(text.version() + 1) : null;
    }
}
