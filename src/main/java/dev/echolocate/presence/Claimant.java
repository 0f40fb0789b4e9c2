package dev.echolocate.presence;

import dev.echolocate.base.Enduring;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Kept;
import dev.echolocate.feed.Outcome;
import dev.echolocate.feed.Owner;
import dev.echolocate.presence.Claims.ClaimedKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A session, or a visit, on one Board, and the keys that are its own. Its stages never fail. Thread-safe; nothing blocks. */
public final class Claimant {
    /** Signs of life that are closer together than this count once: below the shortest interval of pings. */
    private static final long RENEWAL_MILLIS = 500;

    private final Claims claims;
    private final Handle<Board> board;
    private final Owner owner;
    private final Duration grace;

    /** Null for a visit: nobody is there to be asked. */
    private final @Nullable Runnable challenge;

    /** Those that it holds, and those that it writes to. Guarded by this, as all below. */
    private Map<String, Claim> byKey = Map.of();

    private boolean over;
    private long renewedMillis;

    Claimant(Claims claims, Handle<Board> board, Owner owner, Duration grace, @Nullable Runnable challenge) {
        this.claims = claims;
        this.board = board;
        this.owner = owner;
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
    public boolean holds(String key) {
        Claim claim = claim(key);
        return claim != null && claim.isHeld();
    }

    private synchronized @Nullable Claim claim(String key) {
        return byKey.get(key);
    }

    Owner owner() {
        return owner;
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
        return write(key, claim -> claim.put(draft));
    }

    /**
     * Is there for another life under a key that it holds, and comes back where it had to go meanwhile, with what it wrote last.
     * A life that has only begun is not renewed.
     *
     * @return NOT_OWNER where it is somebody else's by now, or never was this one's
     */
    public CompletionStage<Outcome> stay(String key) {
        Claim claim = claim(key);
        return claim != null && claim.isFresh()
                ? CompletableFuture.completedFuture(Outcome.DONE)
                : write(key, Claim::stay);
    }

    /** Another life for a key that is there and, by its secret and its lease, this one's; else false. It does not come back by that. */
    public CompletionStage<Boolean> renew(String key) {
        return keep(List.of(key), claims.life()).thenApply(kept -> kept.outcome() == Outcome.DONE);
    }

    /**
     * The session has given a sign of life: its keys live on. Those that another session of its owner wrote last are that one's to
     * renew.
     *
     * @return the keys that turned out to be somebody else's
     */
    public CompletionStage<List<String>> alive() {
        List<Claim> own = new ArrayList<>();
        synchronized (this) {
            // Not at each of a flood of pongs that nobody asked for: it takes the room's lock for as many keys as it
            // has.
            long now = claims.epochMillis();
            boolean early = now >= renewedMillis && now - renewedMillis < RENEWAL_MILLIS;
            if (!early && !byKey.isEmpty()) {
                renewedMillis = now;
                own.addAll(byKey.values());
            }
        }
        own.removeIf(claim -> !claim.isHeld() || !claim.wroteLast());
        return own.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : keep(keys(own), claims.life()).thenCompose(this::restored);
    }

    private static List<String> keys(List<Claim> claims) {
        return claims.stream().map(Claim::key).toList();
    }

    private CompletionStage<List<String>> restored(Kept kept) {
        List<String> missing = new ArrayList<>(kept.absent());
        missing.addAll(kept.foreign());
        CompletionStage<List<String>> lost = CompletableFuture.completedFuture(new ArrayList<>(0));
        for (String key : missing) {
            CompletionStage<Outcome> again =
                    holds(key) ? write(key, Claim::again) : CompletableFuture.completedFuture(Outcome.DONE);
            lost = lost.thenCombine(again, (all, outcome) -> {
                if (outcome == Outcome.NOT_OWNER) {
                    all.add(key);
                }
                return all;
            });
        }
        return lost;
    }

    /**
     * Gives a key up: one that its owner used in an earlier session, too. Where another session of the owner lives under it on
     * this node, that one has it now, if this is a visit, or what was written {@link Proposal.Change#insists insists}.
     *
     * @return DONE, too, where nobody is there; STALE where another session has it now; NOT_OWNER where it is somebody else's
     */
    public CompletionStage<Outcome> leave(String key) {
        return write(key, Claim::leave);
    }

    /** It is over: its keys stay reserved for the grace time, or are another session's of its owner. Idempotent. */
    public void end() {
        List<Claim> settled = new ArrayList<>();
        synchronized (this) {
            over = true;
            byKey.values().stream().filter(claim -> claim.pending == 0).forEach(settled::add);
        }
        letGo(settled);
        board.close();
    }

    private void letGo(Collection<Claim> settled) {
        List<Claim> last = settled.stream().filter(Claim::letGo).toList();
        if (!last.isEmpty()) {
            // What becomes of it nobody is left to be told: at worst a life ends later.
            var unused = keep(keys(last), grace);
        }
    }

    /** Another session of its owner has left a key to it. Its connection may be long gone, too. */
    void inherit(String key) {
        challenge();
        Enduring.stage("an inheritance", write(key, Claim::again));
    }

    /** Another session of its owner has taken a key from it. */
    void forget(String key) {
        Claim claim = claim(key);
        if (claim == null) {
            claims.drop(place(key), this);
        } else {
            claim.forget();
        }
    }

    /** Forgets a claim that holds nothing, and writes nothing any more. */
    synchronized void drop(Claim claim) {
        if (claim.pending == 0 && !claim.isHeld()) {
            byKey.remove(claim.key(), claim);
        }
    }

    /** What became of it is told to nobody: it is tried again with the next sign of life, or the life ends. */
    CompletionStage<Kept> keep(Collection<String> keys, Duration life) {
        return board().keep(keys, owner, life).thenApply(kept -> {
            if (kept.outcome() == Outcome.DONE) {
                renewed(keys);
            }
            return kept;
        });
    }

    private synchronized void renewed(Collection<String> keys) {
        for (String key : keys) {
            Claim claim = byKey.get(key);
            if (claim != null) {
                claim.renewed();
            }
        }
    }

    private ClaimedKey place(String key) {
        return new ClaimedKey(board().name(), key);
    }

    private CompletionStage<Outcome> write(String key, Function<Claim, CompletionStage<Outcome>> step) {
        Claim claim = begin(key);
        return claim.inTurn(() -> step.apply(claim)).whenComplete((outcome, failure) -> settle(claim));
    }

    private synchronized Claim begin(String key) {
        if (byKey.isEmpty()) {
            // Most sessions only look on.
            byKey = new HashMap<>(2);
        }
        Claim claim = byKey.computeIfAbsent(key, k -> new Claim(this, claims, place(k)));
        claim.pending++;
        return claim;
    }

    /** One write less; where it is the last, and the session has ended meanwhile, nobody else would let go of the key. */
    private void settle(Claim claim) {
        boolean last;
        synchronized (this) {
            last = --claim.pending == 0 && over;
        }
        if (last) {
            letGo(List.of(claim));
        }
        drop(claim);
    }
}
