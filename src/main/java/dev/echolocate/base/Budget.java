package dev.echolocate.base;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A quantity (bytes, sessions, threads …) that many take from and give back, with a share for each address. The share bites
 * only while more than half of the whole is in use: then an address gets no more than a quarter. So one address has an idle
 * server for itself, and can never lock the others out. Thread-safe, never blocks; what it keeps of an address is gone with
 * the last that the address holds.
 */
public final class Budget {
    public static final Key<Boolean> LIMITS = Key.onOrOff("limits", true)
            .means("Whether one address gets only its share of what is limited for all (no more than a quarter of it"
                    + " while more than half is in use), and whether rates are held. Off is for a benchmark on a machine"
                    + " of your own: one client can then lock the others out.");

    private static final int QUARTER = 4;

    private final long limit;
    private final boolean shares;
    private final AtomicLong used = new AtomicLong();
    private final ConcurrentMap<Address, AddressPart> parts = new ConcurrentHashMap<>();

    /** What became of taking. */
    public enum Taken {
        /** All of it was taken. */
        YES,
        /** Nothing was taken: the address has its share, and most of the whole is in use. */
        OVER_SHARE,
        /** Nothing was taken: there isn't as much left for anybody. */
        FULL
    }

    /** What one address has. */
    private static final class AddressPart {
        final AtomicLong used = new AtomicLong();
        /** Open {@link Share}s. Changed only within the map's compute. */
        int holders;
    }

    /**
     * One with shares.
     *
     * @param limit at least 0
     */
    public Budget(long limit) {
        this(limit, true);
    }

    /**
     * As above.
     *
     * @param shares false: whoever comes first may have all of it
     */
    public Budget(long limit, boolean shares) {
        this.limit = limit;
        this.shares = shares;
    }

    /** A holder for an address, to take with often: it costs no look-up. Close it: what it still has is given back. */
    public Share open(Address who) {
        AddressPart part = parts.compute(who, (address, known) -> {
            AddressPart mine = known == null ? new AddressPart() : known;
            mine.holders++;
            return mine;
        });
        return new Share(this, who, part);
    }

    /** Takes all of {@code amount} or nothing. */
    public Taken tryTake(Address who, long amount) {
        Taken[] taken = {Taken.YES};
        parts.compute(who, (address, known) -> {
            AddressPart mine = known == null ? new AddressPart() : known;
            taken[0] = tryTake(mine.used, amount);
            return kept(mine);
        });
        return taken[0];
    }

    /** Gives back what the address has taken. */
    public void give(Address who, long amount) {
        parts.computeIfPresent(who, (address, mine) -> {
            give(mine.used, amount);
            return kept(mine);
        });
    }

    /** Takes all of {@code amount} or nothing, in nobody's name. */
    public boolean tryTake(long amount) {
        long now = used.get();
        while (now + amount <= limit) {
            if (used.compareAndSet(now, now + amount)) {
                return true;
            }
            now = used.get();
        }
        return false;
    }

    /** As above, even beyond the limit; false says that it is exceeded now. */
    public boolean take(long amount) {
        return used.addAndGet(amount) <= limit;
    }

    /** Gives back what was taken in nobody's name. */
    public void give(long amount) {
        used.addAndGet(-amount);
    }

    /** What the address has now. */
    public long used(Address who) {
        AddressPart part = parts.get(who);
        return part == null ? 0 : part.used.get();
    }

    /** How many addresses hold something. */
    public int addresses() {
        return parts.size();
    }

    /** What all have together. */
    public long used() {
        return used.get();
    }

    public long limit() {
        return limit;
    }

    /** What an address may have while more than half is in use; at least 1. */
    public long share() {
        return Math.max(1, limit / QUARTER);
    }

    /** Whether an address with so much is to give way first, now. */
    public boolean crowded(Address who) {
        return shares && used.get() > limit / 2 && used(who) > share();
    }

    Taken tryTake(AtomicLong mine, long amount) {
        long now = used.get();
        while (true) {
            if (now + amount > limit) {
                return Taken.FULL;
            }
            if (shares && now > limit / 2 && mine.get() + amount > share()) {
                return Taken.OVER_SHARE;
            }
            if (used.compareAndSet(now, now + amount)) {
                mine.addAndGet(amount);
                return Taken.YES;
            }
            now = used.get();
        }
    }

    /** Takes even beyond the limit; false says that it is exceeded now. */
    boolean take(AtomicLong mine, long amount) {
        mine.addAndGet(amount);
        return used.addAndGet(amount) <= limit;
    }

    void give(AtomicLong mine, long amount) {
        mine.addAndGet(-amount);
        used.addAndGet(-amount);
    }

    private static @Nullable AddressPart kept(AddressPart part) {
        return part.holders == 0 && part.used.get() == 0 ? null : part;
    }

    void close(Address who) {
        parts.computeIfPresent(who, (address, mine) -> {
            mine.holders--;
            return kept(mine);
        });
    }

    /** What one holder has of a budget, in the name of an address. Thread-safe; closing is idempotent. */
    public static final class Share implements AutoCloseable {
        private final Budget budget;
        private final Address who;
        private final AtomicLong ofAddress;
        private long own;
        private boolean closed;

        private Share(Budget budget, Address who, AddressPart part) {
            this.budget = budget;
            this.who = who;
            this.ofAddress = part.used;
        }

        /** Takes all of {@code amount} or nothing. A closed one gets nothing: {@link Taken#FULL}. */
        public synchronized Taken tryTake(long amount) {
            if (closed) {
                return Taken.FULL;
            }
            Taken taken = budget.tryTake(ofAddress, amount);
            if (taken == Taken.YES) {
                own += amount;
            }
            return taken;
        }

        /** Takes even beyond the limit; false says that the whole is exceeded now. A closed one takes nothing. */
        public synchronized boolean take(long amount) {
            if (closed) {
                return true;
            }
            own += amount;
            return budget.take(ofAddress, amount);
        }

        /** Gives back; a closed one has given back everything. */
        public synchronized void give(long amount) {
            if (!closed) {
                own -= amount;
                budget.give(ofAddress, amount);
            }
        }

        /** What this holder has. */
        public synchronized long own() {
            return own;
        }

        /** What all holders of its address have. */
        public long ofAddress() {
            return ofAddress.get();
        }

        @Override
        public void close() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
                budget.give(ofAddress, own);
                own = 0;
            }
            budget.close(who);
        }
    }
}
