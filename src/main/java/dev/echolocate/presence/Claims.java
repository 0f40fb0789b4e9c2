package dev.echolocate.presence;

import dev.echolocate.base.Address;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Claimed;
import dev.echolocate.feed.Engine;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Secret;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Who holds which key on the Boards of a service. A key is its claimant's for as long as its session gives signs of life, and for
 * a grace time after; whoever else wants it makes the server ask the session for one, wherever that is ({@link Engine#claimed}).
 * Of several sessions with one secret, the one that wrote last holds the key; when it goes, another one has it. Thread-safe;
 * nothing blocks.
 */
public final class Claims {
    private final Holders holders = new Holders();
    private final LongSupplier epochMillis;
    private final Duration life;
    private final Duration grace;

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
        for (Claimant holder : holders.at(new Holders.ClaimedKey(wanted.board(), wanted.key()))) {
            if (!holder.is(wanted.proof())) {
                holder.challenge();
            }
        }
    }

    Holders holders() {
        return holders;
    }

    /** How long a key stays reserved. */
    Duration grace() {
        return grace;
    }

    Duration life() {
        return life;
    }

    long now() {
        return epochMillis.getAsLong();
    }
}
