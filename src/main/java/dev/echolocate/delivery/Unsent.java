package dev.echolocate.delivery;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Cap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All bytes of all sessions that were handed over or wait to be, and are not sent. Stalled sessions each pin a different
 * batch, so they are counted one by one; over the cap, who has been stalled the longest is ended first, of an address over
 * its share where there is one. Thread-safe.
 */
final class Unsent {
    private final Budget budget;
    private final boolean shares;
    private final AtomicLong tickets = new AtomicLong();

    /** Operations that did not complete at once, the oldest first. */
    private final ConcurrentSkipListMap<Long, Operation> pending = new ConcurrentSkipListMap<>();

    Unsent(long cap, boolean shares) {
        this.budget = new Budget(cap, shares);
        this.shares = shares;
    }

    /**
     * What one session will have. Closing it gives everything back at once, and what is counted after that counts nothing, so that
     * nothing leaks whatever is still under way.
     */
    Budget.Share open(Address who) {
        return budget.open(who);
    }

    /** Counts bytes of a session; over the cap, sessions are ended, and this may be one of them. */
    void add(Budget.Share session, long bytes) {
        if (!session.take(bytes)) {
            relieve();
        }
    }

    /** Ends who has stalled the longest, until the rest is within the cap, and no more than that. */
    private void relieve() {
        for (Operation longest = longestStalled(); longest != null; longest = longestStalled()) {
            longest.overdue(Ending.CROWDED, "too much is waiting to be sent, and this session has stalled the longest");
        }
    }

    /** Where the cap is exceeded: the one to end. Its bytes count no more, or many would be ended before it is gone. */
    private @Nullable Operation longestStalled() {
        if (!over()) {
            return null;
        }
        synchronized (this) {
            if (!over()) {
                return null;
            }
            // Who pins nothing would be ended for nothing.
            Operation longest = oldest(session -> shares && session.own() > 0 && session.ofAddress() > budget.share());
            if (longest == null) {
                longest = oldest(session -> session.own() > 0);
            }
            if (longest != null) {
                longest.unsent().close();
                completed(longest);
            }
            return longest;
        }
    }

    private @Nullable Operation oldest(Predicate<Budget.Share> suits) {
        for (Operation operation : pending.values()) {
            if (suits.test(operation.unsent())) {
                return operation;
            }
        }
        return null;
    }

    private boolean over() {
        return budget.used() > budget.limit();
    }

    /** From now on the operation's deadline counts, once it has one. On its lane. */
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
                operation.overdue(Ending.STALLED, "it did not finish in time");
            }
        }
    }

    Cap cap() {
        return Cap.of("unsent.max-total", budget);
    }

    long bytes() {
        return budget.used();
    }

    int stalled() {
        return pending.size();
    }
}
