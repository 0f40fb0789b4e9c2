package dev.echolocate.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A Board in this process. */
final class LocalBoard extends LocalFeed implements Board {
    private final Limits limits;
    private final Memory memory;
    private final LongSupplier millis;

    /** Present keys, and tombstones. */
    private final Map<String, Slot> slots = new HashMap<>();

    private final TreeMap<Long, Slot> order = new TreeMap<>();
    private final TreeMap<Long, Slot> tombstones = new TreeMap<>();

    /** The newest tombstone that is forgotten. Who has not read as far may know somebody who has left: reset. */
    private long floor;

    /** No present key expires before. */
    private long nextExpiry = Long.MAX_VALUE;

    private long held;

    LocalBoard(Limits limits, Memory memory, LongSupplier millis) {
        this.limits = limits;
        this.memory = memory;
        this.millis = millis;
    }

    /** A key, present or gone. */
    private static final class Slot {
        Entry entry;
        final Item gone;
        String proof;
        String lease;
        long version;

        /** Present: when its life ends. Gone: when it left. */
        long time;

        Slot(Entry entry, Item gone, Owner owner, long version, long expires) {
            this.entry = entry;
            this.gone = gone;
            this.proof = owner.proof();
            this.lease = owner.lease();
            this.version = version;
            this.time = expires;
        }

        boolean under(Owner owner) {
            return !entry.gone() && proof.equals(owner.proof()) && lease.equals(owner.lease());
        }

        long size() {
            return (long) entry.size() + (entry.gone() ? 0 : gone.size());
        }
    }

    @Override
    public @Nullable Entry get(String key) {
        synchronized (lock) {
            Slot slot = dropped ? null : slots.get(key);
            boolean expired = slot != null && !slot.entry.gone() && slot.time <= millis.getAsLong();
            return slot == null || expired ? null : slot.entry;
        }
    }

    @Override
    public CompletionStage<Outcome> put(String key, Owner owner, long version, Duration life, Item here, Item gone) {
        Entry draft = new Entry(0, key, here, false);
        long size = (long) draft.size() + gone.size();
        if (!memory.take(size)) {
            return CompletableFuture.completedFuture(Outcome.FULL);
        }
        long freed;
        Outcome outcome;
        synchronized (lock) {
            long before = held;
            outcome = dropped ? Outcome.UNAVAILABLE : putLocked(key, owner, version, life, here, gone);
            freed = size - (held - before);
        }
        memory.give(freed);
        if (outcome == Outcome.DONE) {
            changed();
        }
        return CompletableFuture.completedFuture(outcome);
    }

    private Outcome putLocked(String key, Owner owner, long version, Duration life, Item here, Item gone) {
        long now = millis.getAsLong();
        long expires = now + life.toMillis();
        Slot old = slots.get(key);
        boolean counted = old != null && !old.entry.gone();
        if (old != null && counted && old.time > now) {
            if (!old.proof.equals(owner.proof())) {
                return Outcome.NOT_OWNER;
            }
            if (version <= old.version) {
                old.lease = owner.lease();
                expireAt(old, expires);
                return Outcome.STALE;
            }
        } else if (!counted && slots.size() - tombstones.size() >= limits.boardKeys()) {
            return Outcome.FULL;
        }
        if (old != null) {
            unlink(old);
        }
        Slot slot = new Slot(new Entry(next(), key, here, false), gone, owner, version, expires);
        slots.put(key, slot);
        order.put(slot.entry.sequence(), slot);
        held += slot.size();
        expireAt(slot, expires);
        return Outcome.DONE;
    }

    private void expireAt(Slot slot, long expires) {
        slot.time = expires;
        nextExpiry = Math.min(nextExpiry, expires);
    }

    private void unlink(Slot slot) {
        order.remove(slot.entry.sequence());
        tombstones.remove(slot.entry.sequence());
        held -= slot.size();
    }

    @Override
    public CompletionStage<Outcome> keep(Collection<String> keys, Owner owner, Duration life) {
        boolean all = true;
        boolean left = false;
        long freed;
        synchronized (lock) {
            long before = held;
            long now = millis.getAsLong();
            for (String key : keys) {
                Slot slot = slots.get(key);
                if (slot == null || !slot.under(owner) || slot.time <= now) {
                    all = false;
                } else if (life.isZero()) {
                    bury(slot, now);
                    left = true;
                } else {
                    expireAt(slot, now + life.toMillis());
                }
            }
            freed = before - held;
        }
        memory.give(freed);
        if (left) {
            changed();
        }
        return CompletableFuture.completedFuture(all ? Outcome.DONE : Outcome.NOT_OWNER);
    }

    private void bury(Slot slot, long now) {
        unlink(slot);
        slot.entry = new Entry(next(), slot.entry.key(), slot.gone, true);
        slot.time = now;
        order.put(slot.entry.sequence(), slot);
        tombstones.put(slot.entry.sequence(), slot);
        held += slot.size();
    }

    /** Buries who has expired, and forgets the tombstones that are too old or too many. */
    void sweep() {
        boolean left = false;
        long freed;
        synchronized (lock) {
            long before = held;
            long now = millis.getAsLong();
            if (nextExpiry <= now) {
                left = expire(now);
            }
            forget(now);
            freed = before - held;
        }
        memory.give(freed);
        if (left) {
            changed();
        }
    }

    private boolean expire(long now) {
        long next = Long.MAX_VALUE;
        List<Slot> expired = new ArrayList<>();
        for (Slot slot : order.values()) {
            if (!slot.entry.gone()) {
                if (slot.time <= now) {
                    expired.add(slot);
                } else {
                    next = Math.min(next, slot.time);
                }
            }
        }
        // In the order of their last change, so that who moved first also leaves first.
        expired.forEach(slot -> bury(slot, now));
        nextExpiry = next;
        return !expired.isEmpty();
    }

    private void forget(long now) {
        while (!tombstones.isEmpty()) {
            Slot oldest = tombstones.firstEntry().getValue();
            boolean old = oldest.time + limits.tombstones().toMillis() <= now;
            if (!old && tombstones.size() <= limits.boardKeys()) {
                return;
            }
            floor = oldest.entry.sequence();
            unlink(oldest);
            slots.remove(oldest.entry.key());
        }
    }

    @Override
    public Batch read(@Nullable Cursor after, Cursor upTo, int maxEntries, int maxBytes) {
        synchronized (lock) {
            if (foreign(after)) {
                return reset();
            }
            long from = after == null ? 0 : after.sequence();
            long base = after == null ? headSequence() : after.base();
            if (after != null && Math.max(from, base) < floor) {
                return reset();
            }
            Page page = new Page(maxEntries, maxBytes);
            for (Slot slot : order.tailMap(from, false).values()) {
                boolean known = !slot.entry.gone() || slot.entry.sequence() > base;
                if (known && !page.add(slot.entry)) {
                    return new Batch(Batch.Kind.NEXT, page.entries(), at(page.last(), base), 0, true);
                }
            }
            return new Batch(Batch.Kind.NEXT, page.entries(), at(headSequence()), 0, false);
        }
    }

    @Override
    long clear() {
        long freed = held;
        slots.clear();
        order.clear();
        tombstones.clear();
        held = 0;
        return freed;
    }

    @Override
    long held() {
        synchronized (lock) {
            return held;
        }
    }

    @Override
    boolean empty() {
        synchronized (lock) {
            return slots.size() == tombstones.size();
        }
    }
}
