package dev.echolocate.presence;

import dev.echolocate.base.Enduring;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Kept;
import dev.echolocate.feed.Outcome;
import dev.echolocate.feed.Owner;
import dev.echolocate.feed.Written;
import dev.echolocate.presence.Holders.ClaimedKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A session, or a visit, on one Board, and the keys that are its own. Its stages never fail. Thread-safe; nothing blocks. */
public final class Claimant {
    /** Signs of life that are closer together than this count once: below the shortest interval of pings. */
    private static final long RENEWAL_MILLIS = 500;

    private final Claims claims;
    private final Handle<Board> board;
    private final Owner owner;
    private final ProposalWriter writer;
    private final Duration grace;

    /** Null for a visit: nobody is there to be asked. */
    private final @Nullable Runnable challenge;

    /** Guarded by this, as all below. */
    private Map<String, Claim> byKey = Map.of();

    private boolean over;
    private long renewed;

    Claimant(Claims claims, Handle<Board> board, Owner owner, Duration grace, @Nullable Runnable challenge) {
        this.claims = claims;
        this.board = board;
        this.owner = owner;
        this.writer = new ProposalWriter(board.feed(), owner, claims.life(), claims.grace());
        this.grace = grace;
        this.challenge = challenge;
    }

    /** Whether it comes with one message and goes. */
    public boolean isVisit() {
        return challenge == null;
    }

    /** The Board. */
    public Board board() {
        return board.feed();
    }

    /** How many keys it holds, or is about to. */
    public synchronized int size() {
        return byKey.size();
    }

    /** Whether a key is its own, as far as it knows, or is about to be. */
    public synchronized boolean has(String key) {
        return byKey.containsKey(key);
    }

    /** Whether it holds that key, as far as it knows. */
    public synchronized boolean holds(String key) {
        Claim claim = byKey.get(key);
        return claim != null && claim.told != null;
    }

    boolean is(String proof) {
        return owner.proof().equals(proof);
    }

    void challenge() {
        if (challenge != null) {
            challenge.run();
        }
    }

    /**
     * Writes under a key. Writes to one key keep their order; BUSY where too many wait.
     *
     * @return STALE, too, means that the key is its own
     */
    public CompletionStage<Outcome> put(String key, Proposal draft) {
        return write(key, claim -> put(claim, draft));
    }

    /**
     * Is there for another life under a key that it holds, and comes back where it had to go meanwhile, with what it wrote last.
     * A life that has only begun is not renewed.
     *
     * @return NOT_OWNER where it is somebody else's by now, or never was this one's
     */
    public CompletionStage<Outcome> stay(String key) {
        return isFresh(key)
                ? CompletableFuture.completedFuture(Outcome.DONE)
                : write(key, claim -> keep(List.of(key), claims.life()).thenCompose(kept -> stayed(claim, kept)));
    }

    /** What was lost while this waited for its turn does not come back by it. */
    private CompletionStage<Outcome> stayed(Claim claim, Kept kept) {
        Proposal.Change last = last(claim);
        if (last == null || last.untilMillis() <= claims.now()) {
            forget(claim);
            return CompletableFuture.completedFuture(Outcome.NOT_OWNER);
        }
        return missing(kept).isEmpty() ? CompletableFuture.completedFuture(kept.outcome()) : again(claim);
    }

    private synchronized boolean isFresh(String key) {
        Claim claim = byKey.get(key);
        if (claim == null || claim.told == null) {
            return false;
        }
        long age = claims.now() - claim.renewed;
        return age >= 0 && age < claims.life().toMillis() / 4;
    }

    /**
     * The session has given a sign of life: its keys live on. Those that another session of its owner wrote last are that one's to
     * renew.
     *
     * @return the keys that turned out to be somebody else's
     */
    public CompletionStage<List<String>> alive() {
        List<String> own = new ArrayList<>();
        synchronized (this) {
            // Not at each of a flood of pongs that nobody asked for: it takes the room's lock for as many keys as it
            // has.
            long now = claims.now();
            boolean early = now >= renewed && now - renewed < RENEWAL_MILLIS;
            if (!early && !byKey.isEmpty()) {
                renewed = now;
                byKey.values().stream().filter(claim -> claim.told != null).forEach(claim -> own.add(claim.key));
            }
        }
        own.removeIf(key -> claims.holders().last(place(key), owner.proof()) != this);
        return own.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : keep(own, claims.life()).thenCompose(kept -> restored(missing(kept)));
    }

    private CompletionStage<List<String>> restored(Collection<String> missing) {
        CompletionStage<List<String>> lost = CompletableFuture.completedFuture(new ArrayList<>(0));
        for (String key : missing) {
            CompletionStage<Outcome> again =
                    holds(key) ? write(key, this::again) : CompletableFuture.completedFuture(Outcome.DONE);
            lost = lost.thenCombine(again, (all, outcome) -> {
                if (outcome == Outcome.NOT_OWNER) {
                    all.add(key);
                }
                return all;
            });
        }
        return lost;
    }

    private static Collection<String> missing(Kept kept) {
        List<String> missing = new ArrayList<>(kept.absent());
        missing.addAll(kept.foreign());
        return missing;
    }

    /**
     * Gives a key up: one that its owner used in an earlier session, too. Where another session of the owner lives under it on
     * this node, that one has it now, if this is a visit, or what was written {@link Proposal.Change#insists insists}.
     *
     * @return DONE, too, where nobody is there; STALE where another session has it now; NOT_OWNER where it is somebody else's
     */
    public CompletionStage<Outcome> leave(String key) {
        return write(key, this::leave);
    }

    private CompletionStage<Outcome> leave(Claim claim) {
        Proposal.Change last = last(claim);
        Entry told = told(claim);
        forget(claim);
        Claimant heir = claims.holders().last(place(claim.key), owner.proof());
        if (heir != null && (isVisit() || (last != null && last.insists()))) {
            heir.inherit(claim.key);
            return CompletableFuture.completedFuture(Outcome.STALE);
        }
        return board().keep(List.of(claim.key), owner.anyLease(), Duration.ZERO).thenApply(kept -> {
            Outcome outcome = kept.absent().isEmpty() ? kept.outcome() : Outcome.DONE;
            if (outcome == Outcome.DONE) {
                takeFromSessions(claim.key);
            } else if (outcome != Outcome.NOT_OWNER && told != null && last != null) {
                // It is still there, or may be: it can be tried again, and the end lets go of it.
                hold(claim, told, last);
            }
            return outcome;
        });
    }

    private synchronized @Nullable Entry told(Claim claim) {
        return claim.told;
    }

    /** The other sessions of the owner hold the key no longer. */
    private void takeFromSessions(String key) {
        Claimant other = claims.holders().last(place(key), owner.proof());
        while (other != null) {
            other.forget(key);
            other = claims.holders().last(place(key), owner.proof());
        }
    }

    /** It is over: its keys stay reserved for the grace time, or are another session's of its owner. Idempotent. */
    public void end() {
        List<Claim> settled = new ArrayList<>();
        synchronized (this) {
            over = true;
            byKey.values().stream().filter(claim -> claim.pending == 0).forEach(settled::add);
        }
        List<String> last = new ArrayList<>();
        for (Claim claim : settled) {
            if (letsGo(claim)) {
                last.add(claim.key);
            }
        }
        reserve(last);
        board.close();
    }

    private void reserve(Collection<String> keys) {
        if (!keys.isEmpty()) {
            // What becomes of it nobody is left to be told: at worst a life ends later.
            var unused = keep(keys, grace);
        }
    }

    /** Whether nobody else has it now. */
    private boolean letsGo(Claim claim) {
        boolean wroteLast = claims.holders().last(place(claim.key), owner.proof()) == this;
        if (!forget(claim)) {
            return false;
        }
        Claimant heir = claims.holders().last(place(claim.key), owner.proof());
        if (heir != null && wroteLast) {
            heir.inherit(claim.key);
        }
        return heir == null;
    }

    /** Its connection may be long gone, too. */
    private void inherit(String key) {
        challenge();
        Enduring.stage("an inheritance", write(key, this::again));
    }

    /** Writes once more what it wrote last: that takes the lease, or the key where it has expired. */
    private CompletionStage<Outcome> again(Claim claim) {
        Proposal.Change last = last(claim);
        if (last != null && last.untilMillis() <= claims.now()) {
            // It left when it was to leave.
            forget(claim);
            return CompletableFuture.completedFuture(Outcome.DONE);
        }
        return last == null
                ? CompletableFuture.completedFuture(Outcome.DONE)
                : put(
                        claim,
                        before -> before != null && last.insists() && !isTold(before, last)
                                ? last.at(before.version() + 1)
                                : last);
    }

    private static boolean isTold(Entry entry, Proposal.Change text) {
        return entry.item().json().equals(text.here().json());
    }

    private synchronized Proposal.@Nullable Change last(Claim claim) {
        return claim.told == null ? null : claim.last;
    }

    private CompletionStage<Outcome> put(Claim claim, Proposal draft) {
        Entry known = told(claim);
        // A guess, which the put looks at: whoever has it right tells nobody something wrong first.
        Entry there = known == null ? board().get(claim.key) : known;
        Entry guess = there == null || there.gone() ? null : there;
        return writer.put(claim.key, guess, draft).thenApply(result -> became(claim, result.text(), result.written()));
    }

    private Outcome became(Claim claim, Proposal.Change text, Written written) {
        Outcome outcome = written.outcome();
        if (outcome == Outcome.NOT_OWNER) {
            forget(claim);
        } else if (outcome != Outcome.DONE && outcome != Outcome.STALE && outcome != Outcome.UNKNOWN) {
            return outcome;
        } else if (isVisit()) {
            if (!text.insists()) {
                takeFromSessions(claim.key);
            }
        } else {
            Entry before = written.before();
            Entry told = outcome == Outcome.STALE && before != null
                    ? before
                    : new Entry(0, claim.key, text.here(), false, text.version(), 0, owner.address());
            hold(claim, told, text);
        }
        return outcome;
    }

    private void hold(Claim claim, Entry told, Proposal.Change text) {
        boolean late;
        synchronized (this) {
            late = over;
            if (!late) {
                claim.told = told;
                if (claim.last == null || claim.last.version() <= text.version()) {
                    claim.last = text;
                }
                claim.renewed = claims.now();
                claims.holders().add(place(claim.key), this);
            }
        }
        if (late) {
            // The session has ended meanwhile, on another thread: nobody would ever let go of the key.
            reserve(List.of(claim.key));
        }
    }

    /** What became of it is told to nobody: it is tried again with the next sign of life, or the life ends. */
    private CompletionStage<Kept> keep(Collection<String> keys, Duration life) {
        return board().keep(keys, owner, life).thenApply(kept -> {
            if (kept.outcome() == Outcome.DONE) {
                renewed(keys);
            }
            return kept;
        });
    }

    private synchronized void renewed(Collection<String> keys) {
        long now = claims.now();
        for (String key : keys) {
            Claim claim = byKey.get(key);
            if (claim != null) {
                claim.renewed = now;
            }
        }
    }

    private ClaimedKey place(String key) {
        return new ClaimedKey(board().name(), key);
    }

    private void forget(String key) {
        Claim claim;
        synchronized (this) {
            claim = byKey.get(key);
        }
        if (claim == null) {
            claims.holders().remove(place(key), this);
        } else {
            forget(claim);
        }
    }

    /** It holds the key no longer; false where it did not. */
    private boolean forget(Claim claim) {
        boolean held;
        synchronized (this) {
            held = claim.told != null;
            claim.told = null;
            if (claim.pending == 0) {
                byKey.remove(claim.key, claim);
            }
        }
        claims.holders().remove(place(claim.key), this);
        return held;
    }

    private interface Step {
        CompletionStage<Outcome> run(Claim claim);
    }

    /** When it is its turn among the writes to this key; BUSY where too many wait. */
    private CompletionStage<Outcome> write(String key, Step step) {
        Claim claim;
        synchronized (this) {
            if (byKey.isEmpty()) {
                // Most sessions only look on.
                byKey = new HashMap<>(2);
            }
            claim = byKey.computeIfAbsent(key, Claim::new);
            claim.pending++;
        }
        return claim.writes.next(() -> step.run(claim), Outcome.BUSY).whenComplete((outcome, failure) -> {
            if (settled(claim) && letsGo(claim)) {
                reserve(List.of(key));
            }
        });
    }

    /** One write less; whether it is the last, and the session has ended meanwhile. */
    private synchronized boolean settled(Claim claim) {
        boolean last = --claim.pending == 0;
        if (last && claim.told == null) {
            byKey.remove(claim.key, claim);
        }
        return last && over;
    }
}
