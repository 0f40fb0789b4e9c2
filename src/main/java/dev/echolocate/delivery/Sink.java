package dev.echolocate.delivery;

import dev.echolocate.base.Address;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a session's frames go: a WebSocket session, an SSE response. It is given one operation at a time. */
public interface Sink {
    /** Whom it is counted to. */
    default Address address() {
        return Address.UNKNOWN;
    }

    /** What its session is for. */
    default SessionKind kind() {
        return SessionKind.UNKNOWN;
    }

    /**
     * Hands a frame over; never blocks, unless {@link #sendBlocks}.
     *
     * @param done called exactly once, on any thread, maybe before this returns, with null or why it failed; it only marks
     */
    void send(Frame frame, Consumer<@Nullable Throwable> done);

    /** Bytes of frames that it takes at once, as one operation; 0 where it takes one frame at a time. */
    default int together() {
        return 0;
    }

    /** As above, several frames in their order, where it takes them {@link #together}. */
    default void send(List<Frame> frames, Consumer<@Nullable Throwable> done) {
        send(frames.get(0), done);
    }

    /** Where the replies of a session without feeds are sent: on the thread that brings them, at once or when it has brought all. */
    default Executor replying() {
        return Runnable::run;
    }

    /** Whether sends have to be on a thread that may be held. */
    default boolean sendBlocks() {
        return false;
    }

    /** Whether sends cost so much processor time that those of others come in between, by address in turn. */
    default boolean sendIsWork() {
        return false;
    }

    /** Asks the peer for a sign of life (RFC 6455 5.5.2). May block, unless {@link #pingBlocks} says that it doesn't. */
    void ping();

    /** As above. {@code done} is as for {@link #send}. */
    default void ping(Consumer<@Nullable Throwable> done) {
        ping();
        done.accept(null);
    }

    /** Whether pings have to be on a thread that may be held. */
    default boolean pingBlocks() {
        return true;
    }

    /** Whether what it takes is its sign of life, so that a frame is as good as a ping. */
    default boolean livesByTaking() {
        return false;
    }

    /** Ends politely, in its own terms (RFC 6455 7.1.2). May block: on the blocking pool only. Idempotent. */
    void close(End how);

    /** Ends the transport, now, with nothing said. Doesn't block; idempotent. */
    void abort();
}
