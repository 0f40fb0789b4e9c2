package dev.echolocate.delivery;

import dev.echolocate.base.Budget;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

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

    /** Counts bytes; over the cap, it ends the longest stalled operation, which may be the caller's. */
    void add(long bytes) {
        if (!budget.take(bytes)) {
            Map.Entry<Long, Operation> longest = pending.pollFirstEntry();
            if (longest != null) {
                longest.getValue().overdue("too much is waiting to be sent, and this session has stalled the longest");
            }
        }
    }

    void remove(long bytes) {
        budget.give(bytes);
    }

    /** From now on the operation's deadline counts. */
    void pending(Operation operation) {
        long ticket = tickets.incrementAndGet();
        operation.ticket(ticket);
        pending.put(ticket, operation);
        if (operation.done()) {
            pending.remove(ticket);
        }
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
                operation.overdue("the send did not finish in time");
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
