package dev.echolocate.embedded;

import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.HttpRequestPacket;

/**
 * Sees what goes over the connections, between TLS and HTTP, and changes nothing of it. All of one connection is told on its
 * selector thread, but for {@link #wrote}, which is told on the thread that writes.
 */
interface ConnectionObserver {
    default void accepted(Connection<?> connection) {}

    /** So many bytes came. */
    default void read(Connection<?> connection, int bytes) {}

    /** So many bytes are handed over to be sent. */
    default void wrote(Connection<?> connection, int bytes) {}

    /**
     * A request's head is whole.
     *
     * @param unread begins with the head, and has whatever was read behind it
     */
    default void begun(Connection<?> connection, HttpRequestPacket request, Buffer unread) {}

    /** A response is whole. */
    default void done(Connection<?> connection) {}
}
