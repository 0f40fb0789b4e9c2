package dev.echolocate.embedded;

import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;

/**
 * One read may bring a thousand requests (RFC 9112 9.3.2): each waits for its turn on the selector's thread, so that those
 * of other connections come in between; and none is answered while the peer leaves too much of the answers before it
 * unread. The connection is not read meanwhile.
 */
final class Turns {
    /** Bytes of answers that the kernel has not taken: above this many, the next one waits for all of them. */
    private static final int MAX_UNSENT = 64 << 10;

    private Turns() {}

    /** Whether what this chain is about to decode comes later; then the chain is suspended, and goes on by itself. */
    static boolean postpone(FilterChainContext ctx, Phase phase) {
        TCPNIOConnection connection = phase.connection();
        boolean stuffed = connection.getAsyncWriteQueue().spaceInBytes() > MAX_UNSENT && phase.isBetweenRequests();
        // What was just read is no longer idle: this is the rest of it, behind a request that is answered.
        if (!stuffed && !phase.isIdle()) {
            return false;
        }
        ctx.suspend();
        if (stuffed) {
            // Only the deadline of a response that nobody reads applies.
            phase.serving();
            whenSent(connection, () -> take(ctx, phase));
        } else {
            take(ctx, phase);
        }
        return true;
    }

    private static void take(FilterChainContext ctx, Phase phase) {
        phase.connection().executeInEventThread(IOEvent.READ, () -> {
            phase.idle();
            phase.heard();
            ctx.resume();
        });
    }

    /** Says nothing where the connection ends instead. */
    private static void whenSent(TCPNIOConnection connection, Runnable told) {
        WriteCompletion<WritableMessage> done = new WriteCompletion<>(failure -> {
            if (failure == null) {
                told.run();
            }
        });
        Transports.write(connection, Buffers.EMPTY_BUFFER, done);
    }
}
