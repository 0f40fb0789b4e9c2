package dev.echolocate.feed;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Budget.Taken;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A Log in this process. */
final class LocalLog extends LocalFeed implements Log {
    /** How often room is made for one entry: others may take it meanwhile. */
    private static final int TRIES = 3;

    private final FeedLimits limits;
    private final SharedMemory memory;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private long held;
    private int subscriptions;

    /** While somebody has subscribed. */
    private @Nullable Unserved unserved;

    /** Its class among those that can give way, as it was last filed: the memory's. */
    volatile int rank = -1;

    LocalLog(String name, Address maker, Budget.Share place, FeedLimits limits, SharedMemory memory) {
        super(name, maker, place);
        this.limits = limits;
        this.memory = memory;
    }

    @Override
    public Cursor back(int n) {
        synchronized (lock) {
            return at(headSequence() - Math.min(n, entries.size()));
        }
    }

    @Override
    public CompletionStage<Outcome> append(Item item, Address from) {
        int size = item.size() + Entry.OVERHEAD;
        if (size > limits.logBytes()) {
            return CompletableFuture.completedFuture(Outcome.FULL);
        }
        Outcome outcome = attempt(item, from, size);
        for (int i = 1; i < TRIES && outcome != Outcome.DONE; i++) {
            if (!relieved(outcome, from, size)) {
                break;
            }
            outcome = attempt(item, from, size);
        }
        if (outcome == Outcome.DONE) {
            memory.weigh(this);
            changed();
        }
        return CompletableFuture.completedFuture(outcome);
    }

    private Outcome attempt(Item item, Address from, int size) {
        synchronized (lock) {
            if (dropped) {
                return Outcome.UNAVAILABLE;
            }
            if (unserved != null && !unserved.take(from, size)) {
                return Outcome.BUSY;
            }
            return switch (take(item, from, size)) {
                case YES -> Outcome.DONE;
                case OVER_SHARE -> Outcome.BYTES_OVER_SHARE;
                case FULL -> Outcome.FULL;
            };
        }
    }

    private boolean relieved(Outcome refused, Address from, int size) {
        return switch (refused) {
            case FULL -> memory.relieve(Taken.FULL, from, size);
            case BYTES_OVER_SHARE -> memory.relieve(Taken.OVER_SHARE, from, size);
            default -> false;
        };
    }

    /** A Log at its bound gives before it takes: it goes on, however full the whole is. */
    private Taken take(Item item, Address from, int size) {
        trim(limits.logBytes() - size, limits.logEntries() - 1);
        Taken taken = memory.take(from, size);
        if (taken == Taken.YES) {
            Entry entry = Entry.of(next(), item, from);
            entries.put(entry.sequence(), entry);
            held += size;
        } else if (unserved != null) {
            unserved.give(from, size);
        }
        return taken;
    }

    @Override
    public Batch read(@Nullable Cursor after, Cursor upTo, int maxEntries, int maxBytes) {
        synchronized (lock) {
            if (foreign(after)) {
                return reset();
            }
            long from = after == null ? headSequence() - entries.size() : after.sequence();
            long end = end(upTo);
            if (from >= end) {
                return new Batch(Batch.Continuity.NEXT, List.of(), at(from), 0, false);
            }
            long firstHeld = headSequence() - entries.size() + 1;
            long lost = Math.max(0, Math.min(firstHeld, end + 1) - from - 1);
            PageBuilder page = new PageBuilder(maxEntries, maxBytes);
            boolean more = false;
            for (Entry next : entries.subMap(from, false, end, true).values()) {
                if (!page.add(next)) {
                    more = true;
                    break;
                }
            }
            Batch.Continuity kind = lost == 0 ? Batch.Continuity.NEXT : Batch.Continuity.GAP;
            return new Batch(kind, page.entries(), at(more ? page.last() : end), lost, more);
        }
    }

    private long end(Cursor upTo) {
        return foreign(upTo) ? headSequence() : upTo.sequence();
    }

    @Override
    public Subscription subscribe(Runnable changed) {
        synchronized (lock) {
            if (subscriptions++ == 0) {
                unserved = new Unserved(limits, headSequence());
            }
        }
        Runnable listener = listen(changed);
        return new Subscription() {
            @Override
            public void reached(Cursor at) {
                served(at.sequence());
            }

            @Override
            public void close() {
                if (silence(listener)) {
                    unsubscribed();
                }
            }
        };
    }

    private void served(long sequence) {
        synchronized (lock) {
            if (unserved != null && sequence > unserved.reached()) {
                for (Entry read : entries.subMap(unserved.reached(), false, sequence, true)
                        .values()) {
                    unserved.give(read.from(), read.size());
                }
                unserved.reached(sequence);
            }
        }
        memory.weigh(this);
    }

    private void unsubscribed() {
        synchronized (lock) {
            if (--subscriptions == 0) {
                unserved = null;
            }
        }
        memory.weigh(this);
    }

    /** Bytes that it can give up: above its floor, and not of what those who read at once have still to be handed. */
    long spare() {
        synchronized (lock) {
            long kept = unserved == null ? 0 : unserved.bytes();
            return Math.max(0, held - Math.max(limits.floorBytes(), kept));
        }
    }

    /** Gives up at least {@code bytes} of the oldest entries, or what it can spare. */
    void shed(long bytes) {
        synchronized (lock) {
            if (!dropped) {
                trim(Math.max(limits.floorBytes(), held - bytes), Integer.MAX_VALUE);
            }
        }
    }

    /** Under the lock. What has still to be handed stays. */
    private void trim(long maxBytes, int maxEntries) {
        while (held > maxBytes || entries.size() > maxEntries) {
            Map.Entry<Long, Entry> oldest = entries.firstEntry();
            if (oldest == null || (unserved != null && unserved.holds(oldest.getKey()))) {
                return;
            }
            entries.pollFirstEntry();
            long size = oldest.getValue().size();
            held -= size;
            memory.give(oldest.getValue().from(), size);
        }
    }

    @Override
    void clear() {
        unserved = null;
        trim(0, 0);
    }

    @Override
    Missed missed() {
        synchronized (lock) {
            return entries.isEmpty() ? Missed.NOTHING : Missed.MUCH;
        }
    }

    @Override
    boolean mayGo() {
        return true;
    }
}
