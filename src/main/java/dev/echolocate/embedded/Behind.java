package dev.echolocate.embedded;

import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * What comes behind a request whose exchange waits: the connection is read on, so that a peer that goes is noticed; a next
 * request that comes meanwhile is held, up to a bound, and then read no further. Of the connection's selector thread only.
 */
final class Behind {
    /** As of then, no more of the next request is read, and nothing noticed of the peer. */
    private static final int MAX_HELD = 16 << 10;

    private static final Attribute<Behind> WATCHED =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(Behind.class.getName() + ".watched");

    private final TCPNIOConnection connection;

    /** What comes next, and for which filter. */
    private @Nullable Buffer held;

    private int holder;

    Behind(TCPNIOConnection connection) {
        this.connection = connection;
    }

    /** Where it goes what is read of this connection while its exchange waits; null where none does. */
    static @Nullable Behind of(Connection<?> connection) {
        return WATCHED.get(connection);
    }

    /** The exchange waits, as of now. */
    void begin() {
        WATCHED.set(connection, this);
        connection.executeInEventThread(IOEvent.READ, this::watch);
    }

    private void watch() {
        if (WATCHED.get(connection) == this) {
            Transports.read(connection, held == null || held.remaining() < MAX_HELD);
        }
    }

    /** Keeps what is no business of this exchange, for that filter of the chain. */
    void hold(Buffer next, int filter) {
        holder = filter;
        held = held == null ? next : Buffers.appendBuffers(connection.getMemoryManager(), held, next);
        if (held.remaining() >= MAX_HELD) {
            Transports.read(connection, false);
        }
    }

    /** The exchange waits no longer. */
    void end() {
        WATCHED.remove(connection);
    }

    /** Goes on with what was held, as the chain itself goes on with the rest of a read. */
    void resume(FilterChainContext ctx) {
        if (held == null) {
            ctx.resume(ctx.getStopAction());
        } else {
            ConnectionDeadlines.phaseOf(connection).heard();
            ctx.setMessage(held);
            ctx.setFilterIdx(holder);
            ctx.resume();
        }
    }
}
