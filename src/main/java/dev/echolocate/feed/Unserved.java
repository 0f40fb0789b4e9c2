package dev.echolocate.feed;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Budget.Taken;

/**
 * What has come to a Log since those who read at once were handed the rest: half as much again as the Log holds otherwise,
 * shared among the senders, so that one who floods it neither throws a reader out nor keeps the others from being heard. Guarded by the Log.
 */
final class Unserved {
    private final Budget budget;

    /** Bytes of an entry of which a Log holds as many as it may. */
    private final long leastWeight;

    private long reached;

    Unserved(FeedLimits limits, long head) {
        // Half of it is what one sender has who is alone: some flushes' worth, however long the messages.
        this.budget = new Budget(limits.logBytes() + limits.logBytes() / 2, limits.shares());
        this.leastWeight = (limits.logBytes() + limits.logEntries() - 1L) / limits.logEntries();
        this.reached = head;
    }

    boolean take(Address from, long bytes) {
        return budget.tryTake(from, weight(bytes)) == Taken.YES;
    }

    void give(Address from, long bytes) {
        budget.give(from, weight(bytes));
    }

    private long weight(long bytes) {
        return Math.max(bytes, leastWeight);
    }

    boolean holds(long sequence) {
        return sequence > reached;
    }

    long reached() {
        return reached;
    }

    void reached(long sequence) {
        reached = Math.max(reached, sequence);
    }

    /** At least the bytes that nobody was handed yet. */
    long bytes() {
        return budget.used();
    }
}
