package dev.echolocate.delivery;

import dev.echolocate.base.Budget;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All bytes of all sessions that were handed over or wait to be, and are not sent. Stalled readers each pin a different
 * batch, so they are counted one by one; over the cap, who has been stalled the longest is ended first. Thread-safe.
 */
final class Unsent {
    private final Budget budget;
    private final AtomicLong tickets = new AtomicLong();

    /** Operations that did not complete at once, the oldest first. */
    private final ConcurrentSkipListMap<Long, Operation> pending = new ConcurrentSkipListMap<>();

    Unsent(long cap) {
        this.budget = new Budget(cap);
    }

    void take(long bytes) {
        var unused = budget.take(bytes);
    }

    void give(long bytes) {
        budget.give(bytes);
    }

    /** Ends who has stalled the longest, until the rest is within the cap, and no more than that. */
    void relieve() {
        for (Operation longest = longestStalled(); longest != null; longest = longestStalled()) {
            longest.overdue("too much is waiting to be sent, and this session has stalled the longest");
        }
    }

    /** Where the cap is exceeded: the one to end. Its bytes count no more, or many would be ended before it is gone. */
    private @Nullable Operation longestStalled() {
        if (!over()) {
            return null;
        }
        synchronized (this) {
            for (Operation operation : pending.values()) {
                if (!over()) {
                    return null;
                }
                // Who pins nothing would be ended for nothing.
                if (operation.account().bytes() > 0) {
                    operation.account().close();
                    completed(operation);
                    return operation;
                }
            }
            return null;
        }
    }

    private boolean over() {
        return budget.used() > budget.limit();
    }

    /** From now on the operation's deadline counts. On its lane. */
    void pending(Operation operation) {
        long ticket = tickets.incrementAndGet();
        operation.ticket(ticket);
        pending.put(ticket, operation);
    }

    void completed(Operation operation) {
        long ticket = operation.ticket();
        if (ticket != 0) {
            pending.remove(ticket);
        }
    }

    /** Ends what is past its deadline. Called every tick. */
    void check(long nowMillis) {
        for (Operation operation : pending.values()) {
            if (operation.deadline() <= nowMillis && pending.remove(operation.ticket(), operation)) {
                operation.overdue("it did not finish in time");
            }
        }
    }

    long bytes() {
        return budget.used();
    }

    int stalled() {
        return pending.size();
    }
}
