package dev.echolocate.presence;

import dev.echolocate.feed.Entry;
import org.jspecify.annotations.Nullable;

/** A key that a session claims, and what it last wrote there. Its state is guarded by its claimant. */
final class Claim {
    final String key;
    final SerialWrites writes = new SerialWrites();

    /** What is on the Board, as far as is known; null where the key is not this session's. */
    @Nullable
    Entry told;

    /** What it wrote last itself. */
    Proposal.@Nullable Change last;

    /** When it was last given a life, in milliseconds since the epoch. */
    long renewed;

    /** Writes that are under way or wait: meanwhile it is not forgotten. */
    int pending;

    Claim(String key) {
        this.key = key;
    }
}
