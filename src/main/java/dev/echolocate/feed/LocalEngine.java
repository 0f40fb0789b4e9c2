package dev.echolocate.feed;

import dev.echolocate.base.Budget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one process: sequence numbers are counters. Thread-safe. Somebody must call {@link #sweep} about once a
 * second; it has no thread of its own.
 */
public final class LocalEngine implements Engine {
    private final Limits limits;
    private final LongSupplier millis;
    private final Budget budget;
    private final Memory memory = new SharedMemory();

    /** Guards both maps, and the handles of every feed. */
    private final Object lock = new Object();

    private final Map<String, LocalLog> logs = new HashMap<>();
    private final Map<String, LocalBoard> boards = new HashMap<>();

    /**
     * @param millis a clock that only goes forward, in milliseconds
     */
    public LocalEngine(Limits limits, LongSupplier millis) {
        this.limits = limits;
        this.millis = millis;
        this.budget = new Budget(limits.totalBytes());
    }

    @Override
    public CompletionStage<Handle<Log>> log(String name) {
        return open(logs, name, () -> new LocalLog(limits, memory));
    }

    @Override
    public CompletionStage<Handle<Board>> board(String name) {
        return open(boards, name, () -> new LocalBoard(limits, memory, millis));
    }

    private <F extends Feed, L extends LocalFeed> CompletionStage<Handle<F>> open(
            Map<String, L> feeds, String name, Supplier<L> make) {
        L feed;
        synchronized (lock) {
            L open = feeds.get(name);
            if (open == null) {
                if (logs.size() + boards.size() >= limits.feeds() && !dropTheLeastMissed()) {
                    return CompletableFuture.failedFuture(
                            new FeedUnavailableException("no room for another channel or room; try again later"));
                }
                open = make.get();
                feeds.put(name, open);
            }
            open.handles++;
            feed = open;
        }
        @SuppressWarnings("unchecked") // a LocalLog is a Log, a LocalBoard a Board
        F face = (F) feed;
        return CompletableFuture.completedFuture(new Handle<>(face, () -> release(feed)));
    }

    private void release(LocalFeed feed) {
        synchronized (lock) {
            feed.handles--;
            feed.idleSince = millis.getAsLong();
        }
    }

    /** Expires, forgets, drops. Called about once a second, from one thread. */
    public void sweep() {
        List<LocalBoard> sweep;
        synchronized (lock) {
            sweep = new ArrayList<>(boards.values());
        }
        // Not under the lock: leaving wakes readers up.
        sweep.forEach(LocalBoard::sweep);
        synchronized (lock) {
            long idleBefore = millis.getAsLong() - limits.idle().toMillis();
            logs.values().removeIf(feed -> idle(feed) && feed.idleSince <= idleBefore && drop(feed));
            boards.values().removeIf(feed -> idle(feed) && feed.idleSince <= idleBefore && drop(feed));
        }
    }

    private static boolean idle(LocalFeed feed) {
        return feed.handles == 0 && feed.empty();
    }

    private boolean drop(LocalFeed feed) {
        budget.give(feed.drop());
        return true;
    }

    /**
     * Makes room for another: no living session loses by it. What holds nothing goes first, or whoever reads names at random
     * would end what is said between two polls. Who is in the grace time may be taken for somebody new.
     */
    private boolean dropTheLeastMissed() {
        LocalFeed least = null;
        int leastMissed = 0;
        for (Map<String, ? extends LocalFeed> feeds : List.of(logs, boards)) {
            for (LocalFeed feed : feeds.values()) {
                if (feed.handles > 0) {
                    continue;
                }
                int missed = feed.held() == 0 ? 0 : feed.empty() ? 1 : 2;
                if (least == null
                        || missed < leastMissed
                        || (missed == leastMissed && feed.idleSince < least.idleSince)) {
                    least = feed;
                    leastMissed = missed;
                }
            }
        }
        if (least == null) {
            return false;
        }
        LocalFeed gone = least;
        drop(gone);
        return logs.values().remove(gone) || boards.values().remove(gone);
    }

    /** Bytes held by all feeds. */
    public long held() {
        return budget.used();
    }

    /** How many feeds there are. */
    public int feeds() {
        synchronized (lock) {
            return logs.size() + boards.size();
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            logs.clear();
            boards.clear();
        }
    }

    /** The budget, and who gives way when it is spent: the Log that holds the most. */
    private final class SharedMemory implements Memory {
        @Override
        public boolean take(long bytes) {
            if (bytes > budget.limit()) {
                // What can never fit costs nobody anything.
                return false;
            }
            while (!budget.tryTake(bytes)) {
                LocalLog largest = largestLog();
                if (largest == null) {
                    return false;
                }
                largest.shed(Math.max(bytes, largest.held() / 8));
            }
            return true;
        }

        @Override
        public void give(long bytes) {
            budget.give(bytes);
        }

        private @Nullable LocalLog largestLog() {
            synchronized (lock) {
                LocalLog largest = null;
                long most = 0;
                for (LocalLog log : logs.values()) {
                    long held = log.held();
                    if (held > most) {
                        most = held;
                        largest = log;
                    }
                }
                return largest;
            }
        }
    }
}
