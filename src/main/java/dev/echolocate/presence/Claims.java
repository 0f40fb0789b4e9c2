package dev.echolocate.presence;

import dev.echolocate.base.Address;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Claimed;
import dev.echolocate.feed.Engine;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which key on the Boards of a service. A key is its claimant's for as long as its session gives signs of life, and for
 * a grace time after; whoever else wants it makes the server ask the session for one, wherever that is ({@link Engine#claimed}).
 * Of several sessions with one secret, the one that wrote last holds the key; when it goes, another one has it. Thread-safe;
 * nothing blocks.
 */
public final class Claims {
    /** As of {@link #holders}. Guarded by itself. */
    private final Map<ClaimedKey, Set<Claimant>> holders = new HashMap<>();

    private final LongSupplier epochMillis;
    private final Duration life;
    private final Duration grace;

    /** A key on a Board. */
    record ClaimedKey(String board, String key) {
        /** Written out for the reason that {@link dev.echolocate.feed.Cursor} gives. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ClaimedKey that && key.equals(that.key) && board.equals(that.board);
        }

        @Override
        public int hashCode() {
            return board.hashCode() * 31 + key.hashCode();
        }
    }

    /**
     * @param epochMillis the time of day
     * @param life how long a key lives that no living session, and no visit, renews
     * @param grace how long it stays reserved when its session is gone
     */
    public Claims(Engine engine, LongSupplier epochMillis, Duration life, Duration grace) {
        this.epochMillis = epochMillis;
        this.life = life;
        this.grace = grace;
        engine.claimed(this::challenge);
    }

    /**
     * A session comes.
     *
     * @param board closed when the claimant is gone
     * @param address whom its keys are counted to
     * @param reserve whether its keys stay reserved for the grace time when it is gone
     * @param challenge asks the session for a sign of life; it ends if none comes
     */
    public Claimant session(Handle<Board> board, Address address, Secret secret, boolean reserve, Runnable challenge) {
        return new Claimant(this, board, secret.session(address), reserve ? grace : Duration.ZERO, challenge);
    }

    /**
     * A request comes that is no session: what it writes lives as long as that of a session that says nothing, and a later visit
     * with the same secret renews or ends it.
     *
     * @param board closed when the claimant is gone
     * @param address whom its keys are counted to
     */
    public Claimant visit(Handle<Board> board, Address address, Secret secret) {
        return new Claimant(this, board, secret.requests(address), Duration.ZERO, null);
    }

    private void challenge(Claimed wanted) {
        for (Claimant holder : holders(new ClaimedKey(wanted.board(), wanted.key()))) {
            if (!holder.is(wanted.proof())) {
                holder.challenge();
            }
        }
    }

    /** Which sessions of this node live under a key, the one that wrote last at the end. */
    List<Claimant> holders(ClaimedKey place) {
        synchronized (holders) {
            return List.copyOf(holders.getOrDefault(place, Set.of()));
        }
    }

    /** A session has written: it is the last one now. */
    void hold(ClaimedKey place, Claimant holder) {
        synchronized (holders) {
            Set<Claimant> all = holders.computeIfAbsent(place, p -> new LinkedHashSet<>());
            all.remove(holder);
            all.add(holder);
        }
    }

    /** A session holds it no longer. */
    void drop(ClaimedKey place, Claimant holder) {
        synchronized (holders) {
            Set<Claimant> all = holders.get(place);
            if (all != null && all.remove(holder) && all.isEmpty()) {
                holders.remove(place);
            }
        }
    }

    /** The one of an owner's sessions that wrote last, or null. */
    @Nullable
    Claimant last(ClaimedKey place, String proof) {
        Claimant last = null;
        synchronized (holders) {
            for (Claimant holder : holders.getOrDefault(place, Set.of())) {
                if (holder.is(proof)) {
                    last = holder;
                }
            }
        }
        return last;
    }

    /** How long a key stays reserved. */
    Duration grace() {
        return grace;
    }

    Duration life() {
        return life;
    }

    long epochMillis() {
        return epochMillis.getAsLong();
    }
}
