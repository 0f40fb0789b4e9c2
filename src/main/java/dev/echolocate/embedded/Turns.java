package dev.echolocate.embedded;

import dev.echolocate.base.Address;
import dev.echolocate.base.FairQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is on one selector's thread. A round is what the selector does between two looks for what is ready. An
 * address that has had its share of a round waits, however many connections it has: its own in a line, and of the lines
 * one after the other has its turn. So one of few connections waits for a share of each of the others at most. On the
 * selector's thread only.
 */
final class Turns {
    /** What an address may take of a round, and how long those who wait are served in one. */
    static final long SHARE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private record Waiting(Address who, Runnable task) {}

    private final Consumer<Runnable> nextRound;
    private final LongSupplier nanos;
    private final FairQueue<Waiting> waiting = new FairQueue<>();

    /** Who is served waits for the next round at the earliest. */
    private final List<Waiting> again = new ArrayList<>();

    /** Nanoseconds of this round. */
    private final Map<Address, Long> spent = new HashMap<>();

    private @Nullable Address running;
    private long since;

    /** Whose turn it is among those who waited. */
    private @Nullable Address served;

    private boolean serving;
    private boolean scheduled;

    /**
     * Nobody waits.
     *
     * @param nextRound runs something early in the next round, which it brings about
     */
    Turns(Consumer<Runnable> nextRound, LongSupplier nanos) {
        this.nextRound = nextRound;
        this.nanos = nanos;
    }

    /** A round begins. */
    void round() {
        stop();
        spent.clear();
    }

    /** Whether an address may do something now: what is done until {@link #stop} counts. Otherwise it is to wait. */
    boolean begin(Address who) {
        stop();
        if (!who.equals(served) && spent.getOrDefault(who, 0L) >= SHARE_NANOS) {
            return false;
        }
        running = who;
        since = nanos.getAsLong();
        return true;
    }

    /** What has begun is over. */
    void stop() {
        if (running != null) {
            spent.merge(running, nanos.getAsLong() - since, Long::sum);
            running = null;
        }
    }

    /** Runs something once it is the address' turn, in a later round; {@link #begin} is true then. */
    void await(Address who, Runnable task) {
        Waiting one = new Waiting(who, task);
        if (serving) {
            again.add(one);
        } else {
            waiting.add(who, one);
            serveNext();
        }
    }

    private void serveNext() {
        if (!scheduled) {
            scheduled = true;
            nextRound.accept(this::serve);
        }
    }

    private void serve() {
        scheduled = false;
        serving = true;
        long begun = nanos.getAsLong();
        try {
            Waiting next = waiting.poll();
            while (next != null) {
                serve(next);
                next = nanos.getAsLong() - begun < SHARE_NANOS ? waiting.poll() : null;
            }
        } finally {
            serving = false;
            again.forEach(one -> waiting.add(one.who, one));
            again.clear();
            if (!waiting.isEmpty()) {
                serveNext();
            }
        }
    }

    private void serve(Waiting next) {
        served = next.who;
        try {
            begin(next.who);
            next.task.run();
        } finally {
            stop();
            served = null;
        }
    }
}
