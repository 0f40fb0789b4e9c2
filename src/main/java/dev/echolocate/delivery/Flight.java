package dev.echolocate.delivery;

import dev.echolocate.base.Budget;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one operation that a session has in flight: a frame or several, a ping or the close. Its deadline begins when it runs; what may block
 * runs on a pool's thread. Confined to the session's lane.
 */
final class Flight {
    private final Hub hub;
    private final Subscriber session;
    private final Sink sink;
    private final Budget.Share unsent;
    private final Books books;
    private final Heartbeat heartbeat;
    private final Termination termination;
    private @Nullable Operation operation;
    private long bytes;
    private volatile long sentAtMillis;

    Flight(
            Hub hub,
            Subscriber session,
            Sink sink,
            Budget.Share unsent,
            Books books,
            Heartbeat heartbeat,
            Termination termination) {
        this.hub = hub;
        this.session = session;
        this.sink = sink;
        this.unsent = unsent;
        this.books = books;
        this.heartbeat = heartbeat;
        this.termination = termination;
        this.sentAtMillis = hub.millis();
    }

    /** What is in flight, or null. */
    @Nullable
    Operation operation() {
        return operation;
    }

    /** When a frame was last sent, or else when the session began; milliseconds of the delivery's clock. Any thread. */
    long sentAt() {
        return sentAtMillis;
    }

    /** It is done; why it failed, or null. */
    @Nullable
    Throwable land(Operation operation) {
        this.operation = null;
        hub.unsent().completed(operation);
        unsent.give(bytes);
        bytes = 0;
        return operation.failure();
    }

    /**
     * Sends frames as one operation.
     *
     * @param bytes of all of them
     * @param cost bytes that are counted for them until they are sent
     * @return false where that needs a thread, and too many others wait for one
     */
    boolean send(List<Frame> frames, int bytes, long cost) {
        frames.forEach(frame -> books.gave(frame.length()));
        sentAtMillis = hub.millis();
        if (sink.livesByTaking()) {
            heartbeat.pinged(sentAtMillis);
        }
        Operation operation = begin(cost);
        boolean blocks = sink.sendBlocks();
        if (!blocks && !sink.sendIsWork()) {
            operation.begin(deadline(bytes));
            handOver(frames, operation);
            if (!operation.done()) {
                hub.unsent().pending(operation);
            }
            return true;
        }
        hub.unsent().pending(operation);
        Pools pools = hub.pools();
        boolean taken = onThread(
                blocks ? pools.parts() : pools.making(),
                operation,
                () -> blocks ? deadlineOnThread(bytes) : deadline(bytes),
                () -> handOver(frames, operation));
        if (!taken) {
            operation.complete(null);
        }
        return taken;
    }

    private void handOver(List<Frame> frames, Operation operation) {
        try {
            sink.send(frames, operation::complete);
        } catch (RuntimeException | Error e) {
            // Whatever a container throws at a send, it ends this session and nothing else.
            operation.complete(e);
        }
    }

    /**
     * Pings.
     *
     * @param often whether the session is one that wants to be pinged all the time: such have threads of their own
     * @return false where no thread is free, nor a place to wait for one: the next tick tries again
     */
    boolean ping(boolean often) {
        Operation operation = begin(0);
        hub.unsent().pending(operation);
        if (!sink.pingBlocks()) {
            operation.begin(deadline(0));
            ask(operation);
            return true;
        }
        Pool pool = often ? hub.pools().parts() : hub.pools().pings();
        boolean taken = onThread(pool, operation, () -> deadlineOnThread(0), () -> ask(operation));
        if (!taken) {
            hub.unsent().completed(operation);
            this.operation = null;
        }
        return taken;
    }

    private void ask(Operation operation) {
        try {
            heartbeat.pinged(hub.millis());
            sink.ping(operation::complete);
        } catch (RuntimeException | Error e) {
            operation.complete(e);
        }
    }

    /** Ends the session; its own close completes it, the deadline otherwise. False where too many sessions end at once. */
    boolean close(End end) {
        Operation operation = begin(0);
        hub.unsent().pending(operation);
        return hub.pools().closes().execute(sink.address(), () -> {
            operation.begin(hub.millis() + Hub.CLOSE_MILLIS);
            try {
                sink.close(end);
            } catch (RuntimeException | Error e) {
                operation.complete(e);
            }
        });
    }

    private long deadline(int bytes) {
        return hub.millis() + hub.settings().sendMillis(bytes);
    }

    private long deadlineOnThread(int bytes) {
        return hub.millis() + hub.settings().sendMillisOnThread(bytes);
    }

    private Operation begin(long cost) {
        Operation begun = new Operation(session);
        operation = begun;
        bytes = cost;
        return begun;
    }

    /** A deadline begins when the thread is there: that others wait for one, too, is not the peer's doing. */
    private boolean onThread(Pool pool, Operation operation, LongSupplier deadline, Runnable task) {
        return pool.execute(sink.address(), () -> {
            operation.begin(deadline.getAsLong());
            if (!termination.isGone()) {
                task.run();
            }
        });
    }

    /** The session is over. */
    void abandon() {
        if (operation != null) {
            hub.unsent().completed(operation);
        }
    }
}
