package dev.echolocate.feed;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The newest entry of each key. A key has an owner and a life; when its life ends, readers are told that it has gone, and
 * there is no other way to leave.
 */
public interface Board extends Feed {
    /** The newest entry of a key, present or gone; null where it has expired, or nothing is remembered of it. */
    @Nullable
    Entry get(String key);

    /**
     * Atomic. Where the key is absent, expired, or owned by the same proof: stores, takes the lease, expires after
     * {@code life}; else NOT_OWNER. While it is present, a version that is not above the stored one is STALE. What it adds
     * is taken from the budgets, not what it holds: a key and its bytes are counted to the address that brought the key, and
     * where nothing is added it is never FULL nor over a share.
     *
     * @param life above zero
     * @param here what readers are told now
     * @param gone what they are told when it has left
     */
    CompletionStage<Outcome> put(String key, Owner owner, long version, Duration life, Item here, Item gone);

    /**
     * Gives the keys that are under this owner's proof and lease a new life, from now; readers see nothing of it. Zero
     * ends them now: leaving is {@code keep(keys, owner, grace)}. NOT_OWNER if any of them was not, DONE otherwise.
     */
    CompletionStage<Outcome> keep(Collection<String> keys, Owner owner, Duration life);
}
