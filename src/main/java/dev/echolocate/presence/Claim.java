package dev.echolocate.presence;

import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Kept;
import dev.echolocate.feed.Outcome;
import dev.echolocate.feed.Written;
import dev.echolocate.presence.Claims.ClaimedKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A key that a session claims: what it has written there, and what it does about it, one thing after the other ({@link #inTurn}). Its
 * stages never fail. Thread-safe.
 */
final class Claim {
    private final Claimant session;
    private final Claims claims;
    private final ClaimedKey place;
    private final SerialWrites writes = new SerialWrites();

    /** Writes that are under way or wait: meanwhile it is not forgotten. Guarded by its session. */
    int pending;

    /** What is on the Board, as far as is known; null where the key is not this session's. Guarded by this, as all below. */
    private @Nullable Entry told;

    /** What it wrote last itself. */
    private Proposal.@Nullable Change last;

    /** When it was last given a life, in milliseconds since the epoch. */
    private long renewedMillis;

    Claim(Claimant session, Claims claims, ClaimedKey place) {
        this.session = session;
        this.claims = claims;
        this.place = place;
    }

    String key() {
        return place.key();
    }

    /** Whether the key is this session's, as far as it knows. */
    synchronized boolean isHeld() {
        return told != null;
    }

    /** Whether none of the owner's sessions has written there since. */
    boolean wroteLast() {
        return heir() == session;
    }

    /** Whether its life has only begun. */
    synchronized boolean isFresh() {
        long age = claims.epochMillis() - renewedMillis;
        return told != null && age >= 0 && age < claims.life().toMillis() / 4;
    }

    synchronized void renewed() {
        renewedMillis = claims.epochMillis();
    }

    private synchronized @Nullable Entry told() {
        return told;
    }

    private synchronized Proposal.@Nullable Change last() {
        return told == null ? null : last;
    }

    /** When it is its turn among the writes to this key; BUSY where too many wait. */
    CompletionStage<Outcome> inTurn(Supplier<CompletionStage<Outcome>> write) {
        return writes.next(write, Outcome.BUSY);
    }

    /** In its turn: writes. */
    CompletionStage<Outcome> put(Proposal draft) {
        Entry known = told();
        // A guess, which the put looks at: whoever has it right tells nobody something wrong first.
        Entry there = known == null ? session.board().get(key()) : known;
        Entry guess = there == null || there.gone() ? null : there;
        ProposalWrite write =
                new ProposalWrite(session.board(), key(), session.owner(), claims.life(), claims.grace(), draft, guess);
        return write.begin().thenApply(written -> became(write.text(), written));
    }

    private Outcome became(Proposal.Change text, Written written) {
        Outcome outcome = written.outcome();
        if (outcome == Outcome.NOT_OWNER) {
            forget();
        } else if (outcome != Outcome.DONE && outcome != Outcome.STALE && outcome != Outcome.UNKNOWN) {
            return outcome;
        } else if (session.isVisit()) {
            if (!text.insists()) {
                takeFromSessions();
            }
        } else {
            Entry before = written.before();
            Entry now = outcome == Outcome.STALE && before != null
                    ? before
                    : new Entry(
                            0,
                            key(),
                            text.here(),
                            false,
                            text.version(),
                            0,
                            0,
                            session.owner().address());
            hold(now, text);
        }
        return outcome;
    }

    private synchronized void hold(Entry now, Proposal.Change text) {
        told = now;
        if (last == null || last.version() <= text.version()) {
            last = text.after(last);
        }
        renewedMillis = claims.epochMillis();
        claims.hold(place, session);
    }

    /** In its turn: writes once more what it wrote last, which takes the lease, or the key where it has expired. */
    CompletionStage<Outcome> again() {
        Proposal.Change last = last();
        if (last != null && last.isOver(claims.epochMillis())) {
            // It left when it was to leave.
            forget();
        }
        return last == null || !isHeld()
                ? CompletableFuture.completedFuture(Outcome.DONE)
                : put(before -> before != null && last.insists() && !isTold(before, last)
                        ? last.at(before.version() + 1)
                        : last);
    }

    private static boolean isTold(Entry entry, Proposal.Change text) {
        return entry.item().json().equals(text.here().json());
    }

    /** In its turn: lives on, or comes back. */
    CompletionStage<Outcome> stay() {
        return session.keep(List.of(key()), claims.life()).thenCompose(this::stayed);
    }

    /** What was lost while this waited for its turn does not come back by it. */
    private CompletionStage<Outcome> stayed(Kept kept) {
        if (!isHeld()) {
            return CompletableFuture.completedFuture(Outcome.NOT_OWNER);
        }
        boolean missing = !kept.absent().isEmpty() || !kept.foreign().isEmpty();
        return missing ? again() : CompletableFuture.completedFuture(kept.outcome());
    }

    /** In its turn: gives the key up. */
    CompletionStage<Outcome> leave() {
        Proposal.Change last = last();
        Entry told = told();
        forget();
        Claimant heir = heir();
        if (heir != null && (session.isVisit() || (last != null && last.insists()))) {
            heir.inherit(key());
            return CompletableFuture.completedFuture(Outcome.STALE);
        }
        return session.board()
                .keep(List.of(key()), session.owner().anyLease(), Duration.ZERO)
                .thenApply(kept -> {
                    Outcome outcome = kept.absent().isEmpty() ? kept.outcome() : Outcome.DONE;
                    if (outcome == Outcome.DONE) {
                        takeFromSessions();
                    } else if (outcome != Outcome.NOT_OWNER && told != null && last != null) {
                        // It is still there, or may be: it can be tried again, and the end lets go of it.
                        hold(told, last);
                    }
                    return outcome;
                });
    }

    /** The session is over: whether the key was its own, and nobody else has it now. */
    boolean letGo() {
        boolean wroteLast = wroteLast();
        if (!forget()) {
            return false;
        }
        Claimant heir = heir();
        if (heir != null && wroteLast) {
            heir.inherit(key());
        }
        return heir == null;
    }

    /** The other sessions of the owner hold the key no longer. */
    private void takeFromSessions() {
        for (Claimant other = heir(); other != null; other = heir()) {
            other.forget(key());
        }
    }

    /** The one of the owner's sessions that wrote last. */
    private @Nullable Claimant heir() {
        return claims.last(place, session.owner().proof());
    }

    /** The session holds the key no longer; false where it did not. */
    boolean forget() {
        boolean held;
        synchronized (this) {
            held = told != null;
            told = null;
            claims.drop(place, session);
        }
        session.drop(this);
        return held;
    }
}
