package dev.echolocate.feed;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Budget.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A Board in this process. */
final class LocalBoard extends LocalFeed implements Board {
    /** How often room is made for one put: others may take it meanwhile. */
    private static final int TRIES = 3;

    private final FeedLimits limits;
    private final SharedMemory memory;
    private final LongSupplier millis;
    private final LongSupplier epochMillis;
    private final Consumer<Claimed> claimed;
    private final Budget keys;

    /** Present keys, and tombstones. */
    private final Map<String, Slot> slots = new HashMap<>();

    private final TreeMap<Long, Slot> order = new TreeMap<>();
    private final TreeMap<Long, Slot> tombstones = new TreeMap<>();

    /** Present keys, by when to look whether their life is over. */
    private final TreeSet<Slot> expiries = new TreeSet<>(
            Comparator.<Slot>comparingLong(slot -> slot.lookAtMillis).thenComparingLong(slot -> slot.first));

    /** The newest tombstone that is forgotten. Who has not read as far may know somebody who has left: reset. */
    private long floor;

    LocalBoard(
            String name,
            Address maker,
            Budget.Share place,
            FeedLimits limits,
            SharedMemory memory,
            LongSupplier millis,
            LongSupplier epochMillis,
            Consumer<Claimed> claimed) {
        super(name, maker, place);
        this.limits = limits;
        this.memory = memory;
        this.millis = millis;
        this.epochMillis = epochMillis;
        this.claimed = claimed;
        this.keys = new Budget(limits.boardKeys(), limits.shares());
    }

    @Override
    public @Nullable Entry get(String key) {
        synchronized (lock) {
            Slot slot = dropped ? null : slots.get(key);
            boolean expired = slot != null && !slot.entry.gone() && slot.timeMillis <= millis.getAsLong();
            return slot == null || expired ? null : slot.entry;
        }
    }

    @Override
    public CompletionStage<Written> put(String key, Owner owner, long version, Life life, Item here, Item gone) {
        Put put = new Put(key, owner, version, life, here, gone);
        Outcome outcome = attempt(put);
        for (int i = 1; i < TRIES && put.taken != Taken.YES; i++) {
            if (!memory.relieve(put.taken, put.payer, put.growth)) {
                break;
            }
            outcome = attempt(put);
        }
        if (outcome == Outcome.NOT_OWNER) {
            claimed.accept(new Claimed(name(), key, owner.proof()));
        }
        return CompletableFuture.completedFuture(new Written(outcome, put.before));
    }

    private Outcome attempt(Put put) {
        Outcome outcome;
        boolean moved;
        synchronized (lock) {
            long head = headSequence();
            put.taken = Taken.YES;
            outcome = dropped ? Outcome.UNAVAILABLE : put(put, millis.getAsLong());
            moved = headSequence() != head;
        }
        if (moved) {
            changed();
        }
        return outcome;
    }

    private Outcome put(Put put, long nowMillis) {
        Slot old = slots.get(put.key);
        if (old != null && !old.entry.gone() && old.timeMillis <= nowMillis) {
            bury(old, nowMillis);
        }
        if (old == null || old.entry.gone()) {
            put.before = null;
            boolean foreign = old != null && old.isReserved(nowMillis) && !old.proof.equals(put.owner.proof());
            return foreign ? Outcome.NOT_OWNER : add(put, nowMillis);
        }
        put.before = old.entry;
        if (!old.proof.equals(put.owner.proof())) {
            return Outcome.NOT_OWNER;
        }
        if (put.version <= old.entry.version()) {
            old.lease = put.owner.lease();
            live(old, put.life, nowMillis);
            return Outcome.STALE;
        }
        return replace(old, put, nowMillis);
    }

    private Outcome add(Put put, long nowMillis) {
        Address from = put.owner.address();
        Taken key = keys.tryTake(from, 1);
        if (key != Taken.YES && expire(nowMillis)) {
            key = keys.tryTake(from, 1);
        }
        if (key != Taken.YES) {
            return key == Taken.FULL ? Outcome.FULL : Outcome.KEYS_OVER_SHARE;
        }
        long size = put.size();
        if (!put.take(memory, from, size)) {
            keys.give(from, 1);
            return put.refused();
        }
        Slot tombstone = slots.get(put.key);
        if (tombstone != null) {
            unlink(tombstone);
            memory.give(tombstone.from(), tombstone.size());
        }
        Slot slot = new Slot(put.entry(next(), epochMillis.getAsLong(), from), put);
        slots.put(put.key, slot);
        order.put(slot.entry.sequence(), slot);
        live(slot, put.life, nowMillis);
        return Outcome.DONE;
    }

    private Outcome replace(Slot slot, Put put, long nowMillis) {
        long growth = put.size() - slot.size();
        if (growth <= 0) {
            memory.give(slot.from(), -growth);
        } else if (!put.take(memory, slot.from(), growth)) {
            return put.refused();
        }
        order.remove(slot.entry.sequence());
        slot.become(put.after(slot.entry, next()), put);
        order.put(slot.entry.sequence(), slot);
        live(slot, put.life, nowMillis);
        return Outcome.DONE;
    }

    private void live(Slot slot, Life life, long nowMillis) {
        if (life.untilMillis() != Life.KEPT) {
            slot.last = life.untilMillis() == Life.NEVER
                    ? Life.NEVER
                    : nowMillis + life.untilMillis() - epochMillis.getAsLong();
            slot.reserveMillis = life.reserve().toMillis();
        }
        expireAt(slot, nowMillis + life.span().toMillis());
    }

    private void expireAt(Slot slot, long wanted) {
        long expiresMillis = Math.min(wanted, slot.last);
        slot.timeMillis = expiresMillis;
        if (expiresMillis < slot.lookAtMillis) {
            expiries.remove(slot);
            slot.lookAtMillis = expiresMillis;
            expiries.add(slot);
        }
    }

    private void unlink(Slot slot) {
        order.remove(slot.entry.sequence());
        tombstones.remove(slot.entry.sequence());
    }

    @Override
    public CompletionStage<Kept> keep(Collection<String> keys, Owner owner, Duration life) {
        List<String> absent = new ArrayList<>(0);
        List<String> foreign = new ArrayList<>(0);
        boolean left = false;
        synchronized (lock) {
            long nowMillis = millis.getAsLong();
            for (String key : keys) {
                Slot slot = slots.get(key);
                if (slot == null || slot.entry.gone() || slot.timeMillis <= nowMillis) {
                    absent.add(key);
                    if (slot != null && life.isZero() && owner.mayKeep(slot.proof, slot.lease)) {
                        slot.release();
                    }
                } else if (!owner.mayKeep(slot.proof, slot.lease)) {
                    foreign.add(key);
                } else if (life.isZero()) {
                    bury(slot, nowMillis);
                    left = true;
                } else {
                    expireAt(slot, nowMillis + life.toMillis());
                }
            }
        }
        if (left) {
            changed();
        }
        return CompletableFuture.completedFuture(Kept.of(absent, foreign));
    }

    private void bury(Slot slot, long nowMillis) {
        long before = slot.size();
        unlink(slot);
        expiries.remove(slot);
        keys.give(slot.from(), 1);
        slot.bury(next(), nowMillis);
        order.put(slot.entry.sequence(), slot);
        tombstones.put(slot.entry.sequence(), slot);
        memory.give(slot.from(), before - slot.size());
    }

    /** Buries who has expired, and forgets the tombstones that are too old or too many. */
    void sweep() {
        boolean left;
        synchronized (lock) {
            long nowMillis = millis.getAsLong();
            left = expire(nowMillis);
            forget(nowMillis);
        }
        if (left) {
            changed();
        }
    }

    private boolean expire(long nowMillis) {
        // In the order of their last change, so that who moved first also leaves first.
        TreeMap<Long, Slot> expired = new TreeMap<>();
        while (!expiries.isEmpty() && expiries.first().lookAtMillis <= nowMillis) {
            Slot slot = expiries.pollFirst();
            if (slot.timeMillis <= nowMillis) {
                expired.put(slot.entry.sequence(), slot);
            } else {
                slot.lookAtMillis = slot.timeMillis;
                expiries.add(slot);
            }
        }
        expired.values().forEach(slot -> bury(slot, nowMillis));
        return !expired.isEmpty();
    }

    private void forget(long nowMillis) {
        while (!tombstones.isEmpty()) {
            Slot oldest = tombstones.firstEntry().getValue();
            boolean old =
                    oldest.timeMillis + limits.tombstones().toMillis() <= nowMillis && !oldest.isReserved(nowMillis);
            if (!old && tombstones.size() <= limits.boardKeys()) {
                return;
            }
            floor = oldest.entry.sequence();
            unlink(oldest);
            slots.remove(oldest.entry.key());
            memory.give(oldest.from(), oldest.size());
        }
    }

    /** Nothing was ever known to who has read nothing: that is a snapshot, too. */
    @Override
    public Batch read(@Nullable Cursor after, Cursor upTo, int maxEntries, int maxBytes) {
        synchronized (lock) {
            if (foreign(after)) {
                return reset();
            }
            boolean fresh = after == null || after.isNothing();
            long from = after == null ? 0 : after.sequence();
            long base = fresh || after == null ? headSequence() : after.base();
            if (!fresh && Math.max(from, base) < floor) {
                return reset();
            }
            PageBuilder page = new PageBuilder(maxEntries, maxBytes);
            for (Slot slot : order.tailMap(from, false).values()) {
                boolean known = !slot.entry.gone() || slot.entry.sequence() > base;
                if (known && !page.add(slot.entry)) {
                    return new Batch(Batch.Continuity.NEXT, page.entries(), at(page.last(), base), 0, true);
                }
            }
            return new Batch(Batch.Continuity.NEXT, page.entries(), at(headSequence()), 0, false);
        }
    }

    @Override
    void clear() {
        slots.values().forEach(slot -> memory.give(slot.from(), slot.size()));
        slots.clear();
        order.clear();
        tombstones.clear();
        expiries.clear();
    }

    @Override
    Missed missed() {
        synchronized (lock) {
            return slots.isEmpty() ? Missed.NOTHING : mayGo() ? Missed.TRACES : Missed.MUCH;
        }
    }

    @Override
    boolean mayGo() {
        synchronized (lock) {
            return slots.size() == tombstones.size();
        }
    }
}
