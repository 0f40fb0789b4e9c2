package dev.echolocate.feed;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Budget.Taken;
import dev.echolocate.base.Cap;
import dev.echolocate.base.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The engine of one process: sequence numbers are counters. Thread-safe. Somebody must call {@link #sweep} about once a
 * second; it has no thread of its own.
 */
public final class LocalEngine implements Engine {
    private final FeedLimits limits;
    private final LongSupplier millis;
    private final LongSupplier epochMillis;
    private final List<Consumer<Claimed>> claims = new CopyOnWriteArrayList<>();
    private final Budget bytes;
    private final SharedMemory memory;

    /** How many feeds there are. Taken under the lock. */
    private final Budget places;

    /**
     * Guards the maps below, and the handles of every feed. It comes before the memory's monitor, and that before the lock of a
     * feed.
     */
    private final Object lock = new Object();

    private final Map<String, LocalLog> logs = new HashMap<>();
    private final Map<String, LocalBoard> boards = new HashMap<>();
    private final Map<String, Integer> ofKind = new HashMap<>();
    private final IdleFeeds idle = new IdleFeeds();

    /** With one clock for all. */
    public LocalEngine(FeedLimits limits, LongSupplier millis) {
        this(limits, millis, millis);
    }

    /**
     * @param millis a clock that only goes forward, in milliseconds
     * @param epochMillis the time of day
     */
    public LocalEngine(FeedLimits limits, LongSupplier millis, LongSupplier epochMillis) {
        this.limits = limits;
        this.millis = millis;
        this.epochMillis = epochMillis;
        this.bytes = new Budget(limits.totalBytes(), limits.shares());
        this.memory = new SharedMemory(bytes);
        this.places = new Budget(limits.feeds(), limits.shares());
    }

    @Override
    public CompletionStage<Handle<Log>> log(String name, Address maker) {
        return open(logs, name, maker, place -> new LocalLog(name, maker, place, limits, memory));
    }

    @Override
    public CompletionStage<Handle<Board>> board(String name, Address maker) {
        return open(
                boards,
                name,
                maker,
                place -> new LocalBoard(name, maker, place, limits, memory, millis, epochMillis, this::claimed));
    }

    private <F extends Feed, L extends LocalFeed> CompletionStage<Handle<F>> open(
            Map<String, L> feeds, String name, Address maker, Function<Budget.Share, L> make) {
        L feed;
        synchronized (lock) {
            L open = feeds.get(name);
            if (open == null) {
                try {
                    open = make.apply(place(maker));
                } catch (FeedUnavailableException noRoom) {
                    return CompletableFuture.failedFuture(noRoom);
                }
                feeds.put(name, open);
                ofKind.merge(kind(name), 1, Integer::sum);
            }
            hold(open);
            feed = open;
        }
        return CompletableFuture.completedFuture(handle(feed));
    }

    @Override
    public CompletionStage<Handle<Log>> existingLog(String name) {
        return existing(logs, name, Nothing.log());
    }

    @Override
    public CompletionStage<Handle<Board>> existingBoard(String name) {
        return existing(boards, name, Nothing.board());
    }

    private <F extends Feed, L extends LocalFeed> CompletionStage<Handle<F>> existing(
            Map<String, L> feeds, String name, Handle<F> nothing) {
        L feed;
        synchronized (lock) {
            feed = feeds.get(name);
            if (feed != null) {
                hold(feed);
            }
        }
        return CompletableFuture.completedFuture(feed == null ? nothing : handle(feed));
    }

    private void hold(LocalFeed feed) {
        if (feed.handles++ == 0) {
            idle.remove(feed);
        }
    }

    private <F extends Feed> Handle<F> handle(LocalFeed feed) {
        @SuppressWarnings("unchecked") // a LocalLog is a Log, a LocalBoard a Board
        F face = (F) feed;
        return new Handle<>(face, feed.head(), () -> release(feed));
    }

    private void release(LocalFeed feed) {
        synchronized (lock) {
            if (--feed.handles == 0 && !feed.dropped()) {
                feed.idleSinceMillis = millis.getAsLong();
                idle.put(feed);
            }
        }
    }

    /** The place of another feed: a free one, or that of one which nobody misses. Who has its share gives up its own. */
    private Budget.Share place(Address maker) {
        if (!memory.roomForAnother(limits.floorBytes())) {
            throw new FeedUnavailableException(
                    Refusal.FEEDS,
                    "full",
                    "what is said in other channels and rooms takes all the memory; try again later");
        }
        Budget.Share place = places.open(maker);
        Taken taken = place.tryTake(1);
        if (taken == Taken.YES) {
            return place;
        }
        boolean hasItsShare = taken == Taken.OVER_SHARE || (limits.shares() && place.ofAddress() >= places.share());
        LocalFeed least = idle.first(hasItsShare ? maker : null);
        if (least == null) {
            place.close();
            throw new FeedUnavailableException(
                    Refusal.ROOMS,
                    hasItsShare ? "share" : "full",
                    hasItsShare
                            ? "your address has made as many channels and rooms as it may; try again when some of them are"
                                    + " no longer used"
                            : "no room for another channel or room; try again later");
        }
        drop(least);
        place.take(1);
        return place;
    }

    /** Under the lock. */
    private void drop(LocalFeed feed) {
        (feed instanceof LocalLog ? logs : boards).remove(feed.name());
        ofKind.merge(kind(feed.name()), -1, Integer::sum);
        idle.remove(feed);
        feed.drop();
        if (feed instanceof LocalLog log) {
            memory.weigh(log);
        }
    }

    @Override
    public void claimed(Consumer<Claimed> listener) {
        claims.add(listener);
    }

    private void claimed(Claimed claim) {
        claims.forEach(listener -> listener.accept(claim));
    }

    @Override
    public void sweep() {
        List<LocalBoard> sweep;
        synchronized (lock) {
            sweep = new ArrayList<>(boards.values());
        }
        // Not under the lock: leaving wakes readers up.
        sweep.forEach(LocalBoard::sweep);
        synchronized (lock) {
            long idleBeforeMillis = millis.getAsLong() - limits.idle().toMillis();
            sweep(logs.values(), idleBeforeMillis);
            sweep(boards.values(), idleBeforeMillis);
        }
    }

    private void sweep(Collection<? extends LocalFeed> feeds, long idleBeforeMillis) {
        List<LocalFeed> over = new ArrayList<>();
        for (LocalFeed feed : feeds) {
            if (feed.handles == 0 && feed.idleSinceMillis <= idleBeforeMillis && feed.mayGo()) {
                over.add(feed);
            } else if (feed.handles == 0) {
                idle.put(feed);
            }
        }
        over.forEach(this::drop);
    }

    /** Bytes held by all feeds. */
    public long held() {
        return bytes.used();
    }

    /** Bytes held in the name of an address. */
    public long held(Address who) {
        return bytes.used(who);
    }

    /** How many feeds there are. */
    public int feeds() {
        synchronized (lock) {
            return logs.size() + boards.size();
        }
    }

    @Override
    public int feeds(String kind) {
        synchronized (lock) {
            return ofKind.getOrDefault(kind, 0);
        }
    }

    private static String kind(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    @Override
    public List<Cap> caps() {
        return List.of(Cap.of("feeds.max", places), Cap.of("feeds.max-bytes", bytes));
    }

    /** How many Logs have been asked to give way so far. */
    long visits() {
        return memory.visits();
    }

    @Override
    public void close() {
        synchronized (lock) {
            logs.clear();
            boards.clear();
            ofKind.clear();
        }
    }
}
