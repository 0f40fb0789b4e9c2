package dev.echolocate.delivery;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a reader's frames go: a WebSocket session, an SSE response. It is given one operation at a time. */
public interface Sink {
    /**
     * Hands a frame over; never blocks.
     *
     * @param done called exactly once, on any thread, maybe before this returns, with null or why it failed; it only marks
     */
    void send(Frame frame, Consumer<@Nullable Throwable> done);

    /** Asks the peer for a sign of life (RFC 6455 5.5.2). May block: on the blocking pool only. */
    void ping();

    /** Ends politely (RFC 6455 7.1.2). May block: on the blocking pool only. Idempotent. */
    void close(int code, String reason);

    /** Ends the transport, now, with nothing said. Doesn't block; idempotent. */
    void abort();
}
