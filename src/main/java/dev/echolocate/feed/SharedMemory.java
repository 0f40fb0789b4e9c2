package dev.echolocate.feed;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Budget.Taken;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of all feeds, each in the name of the address that brought it, and who gives way when it is spent: Logs, above their floor, the largest first, and before all
 * others those that were made by an address over its share. Such an address gives way to itself: for what it writes beyond
 * its share, its own Logs do. However many feeds there are, only some are looked at. Thread-safe.
 */
final class SharedMemory {
    /** Logs that give way at one call, at most, but for what was asked. */
    private static final int MAX_VISITS = 64;

    private final Budget budget;

    /** Below it nobody has to give way for a while. */
    private final long low;

    /** All that are above their floor, by how much. Guarded, as all below, by this. */
    private final Ranking<LocalLog> logs = new Ranking<>();

    private final Map<Address, Maker> makers = new HashMap<>();

    /** By what they had when one of their Logs was last weighed. */
    private final Ranking<Maker> byUse = new Ranking<>();

    private long visits;

    /** An address, and what it has made that can give way. */
    private static final class Maker {
        final Address address;
        final Ranking<LocalLog> logs = new Ranking<>();

        Maker(Address address) {
            this.address = address;
        }
    }

    SharedMemory(Budget budget) {
        this.budget = budget;
        this.low = lowWater(budget.limit());
    }

    private static long lowWater(long limit) {
        return limit - limit / 8;
    }

    /** Takes all of it or nothing. It takes no lock: it may be called under a feed's. */
    Taken take(Address who, long bytes) {
        return budget.tryTake(who, bytes);
    }

    /** Gives back; may be called under a feed's lock. */
    void give(Address who, long bytes) {
        budget.give(who, bytes);
    }

    /** A Log has become larger or smaller, or has gone. Never under a feed's lock. */
    void weigh(LocalLog log) {
        if (Ranking.classOf(log.spare()) != log.rank) {
            synchronized (this) {
                file(log);
            }
        }
    }

    private void file(LocalLog log) {
        long spare = log.spare();
        log.rank = Ranking.classOf(spare);
        logs.put(log, spare);
        Maker maker = makers.computeIfAbsent(log.maker, Maker::new);
        maker.logs.put(log, spare);
        if (maker.logs.isEmpty()) {
            makers.remove(log.maker);
            byUse.put(maker, 0);
        } else {
            byUse.put(maker, budget.used(log.maker));
        }
    }

    /**
     * Makes room, at the expense of Logs. Never under a feed's lock.
     *
     * @param why what {@link #take} said
     * @return whether it is worth while to take again
     */
    boolean relieve(Taken why, Address who, long bytes) {
        return why == Taken.OVER_SHARE ? relieve(who, bytes) : relieve(bytes);
    }

    private synchronized boolean relieve(long bytes) {
        long enough = budget.limit() - bytes;
        if (budget.used() - logs.total() > enough) {
            // What can't fit costs nobody anything.
            return false;
        }
        long most = MAX_VISITS + bytes / Entry.OVERHEAD;
        for (long i = 0; i < most && budget.used() > (i < MAX_VISITS ? Math.min(enough, low) : enough); i++) {
            LocalLog log = next();
            if (log == null) {
                break;
            }
            shed(log);
        }
        return budget.used() <= enough;
    }

    private @Nullable LocalLog next() {
        Maker maker = byUse.heaviest();
        if (maker != null) {
            if (budget.crowded(maker.address)) {
                return maker.logs.heaviest();
            }
            // It may have become lighter since: the next one is looked at next time.
            byUse.put(maker, Math.max(1, budget.used(maker.address)));
        }
        return logs.heaviest();
    }

    private synchronized boolean relieve(Address who, long bytes) {
        Maker maker = makers.get(who);
        long enough = budget.share() - bytes;
        if (maker == null || enough < 0 || budget.used(who) - maker.logs.total() > enough) {
            return false;
        }
        long target = Math.min(enough, lowWater(budget.share()));
        for (int i = 0; i < MAX_VISITS && budget.used(who) > target; i++) {
            LocalLog log = maker.logs.heaviest();
            if (log == null) {
                break;
            }
            shed(log);
        }
        return budget.used(who) <= enough;
    }

    /** Half of what it can spare: what is the largest then gives way next. */
    private void shed(LocalLog log) {
        visits++;
        log.shed(log.spare() / 2 + 1);
        file(log);
    }

    /** Whether there is room for a Log's floor, or somebody could make some. */
    synchronized boolean roomForAnother(int floorBytes) {
        long needed = Math.min(floorBytes, budget.limit() - low);
        return budget.used() - logs.total() + needed <= budget.limit();
    }

    /** How many Logs were asked to give way so far. */
    synchronized long visits() {
        return visits;
    }
}
