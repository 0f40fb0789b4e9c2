package dev.echolocate.tracker;

import dev.echolocate.feed.Board;
import dev.echolocate.feed.Secret;
import dev.echolocate.presence.Claimant;

/**
 * One session in a room, or a visit. Its secret proves that ids are its own, on any node: the id that it is offered and the proof
 * that is stored are both hashes of it. Thread-safe.
 */
public final class Member {
    final Claimant claimant;
    private final Secret secret;

    Member(Claimant claimant, Secret secret) {
        this.claimant = claimant;
        this.secret = secret;
    }

    Board board() {
        return claimant.board();
    }

    /** Proves the ids; never logged. */
    public String secret() {
        return secret.text();
    }

    /** An id that it may use, the same one for the same secret. */
    public String freshId() {
        return secret.derived("id").substring(0, 11);
    }
}
