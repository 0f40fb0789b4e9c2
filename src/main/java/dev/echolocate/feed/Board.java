package dev.echolocate.feed;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The newest entry of each key. A key has an owner and a life; when its life ends, readers are told that it has gone, and
 * there is no other way to leave.
 *
 * <p>For whoever writes an engine. <b>Atomic</b>: each put, and each key of a keep, is judged and done in one step against all
 * others, on whatever node. <b>Order</b>: what one caller wrote to one key is judged in the order in which it was called, whatever
 * the order in which its stages complete. <b>Visible</b>: where a put is DONE, this node's readers can read it by the time the
 * stage completes, those of other nodes soon. Where it is UNKNOWN they may or may not. <b>Life</b> is told by the engine's
 * clock; a node that has died renews nothing.
 */
public interface Board extends Feed {
    /** The newest entry of a key, present or gone; null where it has expired, or nothing is remembered of it. */
    @Nullable
    Entry get(String key);

    /**
     * Atomic. Where the key is absent, expired, or owned by the same proof: stores, takes the lease, expires at the end of
     * {@code life}; else NOT_OWNER, and whoever listens to {@link Engine#claimed} is told. A key that has left at the time that
     * its {@link Life} set is absent for its owner, and owned for everybody else until the reserve is over. While it is present, a
     * version that is not above the stored one is STALE: it takes the lease and the new life. What it adds is taken from the
     * budgets, not what it holds: a key and its bytes are counted to the address that brought the key, and where nothing is
     * added it is never FULL nor over a share.
     *
     * @param here what readers are told now
     * @param gone what they are told when it has left
     */
    CompletionStage<Written> put(String key, Owner owner, long version, Life life, Item here, Item gone);

    /** As above, with a life that may be renewed for ever. */
    default CompletionStage<Written> put(String key, Owner owner, long version, Duration life, Item here, Item gone) {
        return put(key, owner, version, Life.of(life), here, gone);
    }

    /**
     * Gives the keys that are under this owner's proof and lease a new life, from now, but none past the time that its put has
     * set; readers see nothing of it. Zero ends them now, a reserve as well: leaving is {@code keep(keys, owner, grace)}.
     */
    CompletionStage<Kept> keep(Collection<String> keys, Owner owner, Duration life);
}
