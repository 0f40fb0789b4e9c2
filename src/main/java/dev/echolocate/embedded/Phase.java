package dev.echolocate.embedded;

import dev.echolocate.base.Budget;
import dev.echolocate.base.Refusal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.jspecify.annotations.Nullable;

/** What one connection is doing, and until when it may. Thread-safe; times are {@link System#nanoTime}. */
final class Phase {
    private enum PhaseKind {
        HEADERS,
        BODY,
        SERVING,
        IDLE,
        UPGRADED,
        CLOSING,
        LINGERING
    }

    private record Standing(PhaseKind kind, long deadline) {}

    private static final long NEVER = Long.MAX_VALUE;

    private final TCPNIOConnection connection;
    private final ConnectionLimits.Deadlines deadlines;
    private final LongSupplier nanos;
    private final Underway underway;
    private final Supplier<Budget.Share> opening;
    private Budget.@Nullable Share held;
    private final AtomicReference<Budget.@Nullable Share> gathered = new AtomicReference<>();
    private volatile Standing state;
    private volatile boolean deaf;
    private volatile @Nullable Inbound webSocket;

    /** Of the sweeper's thread only. */
    private int unsent;

    private long unsentSinceNanos;

    Phase(
            TCPNIOConnection connection,
            ConnectionLimits.Deadlines deadlines,
            LongSupplier nanos,
            Underway underway,
            Supplier<Budget.Share> opening) {
        this.connection = connection;
        this.deadlines = deadlines;
        this.nanos = nanos;
        this.underway = underway;
        this.opening = opening;
        this.state = until(PhaseKind.HEADERS, deadlines.header());
    }

    TCPNIOConnection connection() {
        return connection;
    }

    /** Bytes of a request came in, or of one behind it that is answered. */
    synchronized void heard() {
        if (state.kind == PhaseKind.IDLE && !deaf) {
            state = until(PhaseKind.HEADERS, deadlines.header());
        }
    }

    /** The headers of a request with a body are whole. Called again for each chunk; the deadline stays. */
    synchronized void body() {
        if (!deaf && (state.kind == PhaseKind.HEADERS || state.kind == PhaseKind.IDLE)) {
            state = until(PhaseKind.BODY, deadlines.body());
        }
    }

    /** A request is whole; answering it may take as long as it likes. */
    void serving() {
        change(new Standing(PhaseKind.SERVING, NEVER));
    }

    /** A response is whole. */
    void idle() {
        change(until(PhaseKind.IDLE, deadlines.idle()));
    }

    /** From now on, all that comes is the WebSocket's. */
    void upgraded(Inbound to) {
        webSocket = to;
        underway.close();
        change(new Standing(PhaseKind.UPGRADED, NEVER));
    }

    /** False if it was closing already. */
    synchronized boolean closing() {
        boolean first = state.kind != PhaseKind.CLOSING && state.kind != PhaseKind.LINGERING;
        if (first) {
            deaf = true;
            state = new Standing(PhaseKind.CLOSING, NEVER);
        }
        return first;
    }

    synchronized void lingering() {
        state = until(PhaseKind.LINGERING, deadlines.linger());
    }

    /** From now on all that comes is dropped. */
    void deafen() {
        deaf = true;
    }

    boolean deaf() {
        return deaf;
    }

    boolean isUpgraded() {
        return webSocket != null;
    }

    /** Who takes what comes, once it is a WebSocket's; null before. */
    @Nullable
    Inbound webSocket() {
        return webSocket;
    }

    /** Whether all that is read belongs to the request whose head came last: to its body, or to its WebSocket. */
    boolean isBelowHead() {
        PhaseKind kind = state.kind;
        return kind == PhaseKind.BODY || kind == PhaseKind.UPGRADED;
    }

    /** Whether a response is whole, and nothing was heard since. */
    boolean isIdle() {
        return state.kind == PhaseKind.IDLE;
    }

    /** Whether no request is being served, nor its body gathered. */
    boolean isBetweenRequests() {
        PhaseKind kind = state.kind;
        return kind == PhaseKind.IDLE || kind == PhaseKind.HEADERS;
    }

    /** Whether it still has something to say. */
    boolean isBusy() {
        PhaseKind kind = state.kind;
        return kind == PhaseKind.SERVING
                || kind == PhaseKind.CLOSING
                || kind == PhaseKind.LINGERING
                || connection.getAsyncWriteQueue().spaceInBytes() > 0;
    }

    /** Whether nothing of a request has come since the last one was answered. */
    boolean isUnasked() {
        PhaseKind kind = state.kind;
        return kind == PhaseKind.IDLE || (kind == PhaseKind.HEADERS && underway.isEmpty());
    }

    /** Whether the last words are with the kernel, which an abort would make it forget. */
    boolean isLingering() {
        return state.kind == PhaseKind.LINGERING;
    }

    /** Bytes of requests that it has in memory. */
    Underway underway() {
        return underway;
    }

    /** For what is below HTTP, for as long as the connection lives. */
    synchronized Budget.Share held() {
        Budget.Share share = held == null ? opening.get() : held;
        held = share;
        return share;
    }

    synchronized void closeHeld() {
        if (held != null) {
            held.close();
        }
    }

    /** Bytes of the body that is being gathered, or was and is being served. */
    AtomicReference<Budget.@Nullable Share> gathered() {
        return gathered;
    }

    /** Whether its time is over. Sweeper's thread only. */
    boolean overdue() {
        Standing now = state;
        return (now.deadline != NEVER && nanos.getAsLong() - now.deadline > 0) || stalled(now);
    }

    /** What did not come in time, where it is overdue; null where that is not it. */
    @Nullable
    Refusal refusal() {
        return switch (state.kind) {
            case HEADERS -> Refusal.HEADS;
            case BODY -> Refusal.BODIES;
            case SERVING, IDLE, UPGRADED, CLOSING, LINGERING -> null;
        };
    }

    /** A live WebSocket's sends have their own deadlines, of whoever sends. */
    private boolean stalled(Standing now) {
        int waiting = connection.getAsyncWriteQueue().spaceInBytes();
        if (waiting == 0 || waiting != unsent || now.kind == PhaseKind.UPGRADED) {
            unsent = waiting;
            unsentSinceNanos = nanos.getAsLong();
            return false;
        }
        return nanos.getAsLong() - unsentSinceNanos > deadlines.stall().toNanos();
    }

    private synchronized void change(Standing to) {
        if (!deaf) {
            state = to;
        }
    }

    private Standing until(PhaseKind kind, Duration time) {
        return new Standing(kind, nanos.getAsLong() + time.toNanos());
    }
}
