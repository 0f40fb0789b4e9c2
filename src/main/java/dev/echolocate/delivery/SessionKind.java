package dev.echolocate.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What a session is for. Immutable. There are few: none has the name of a room, of a person or of an address.
 *
 * @param service a word such as {@code chat}
 * @param via how it is spoken to
 */
public record SessionKind(String service, Via via) {
    /** Of those that nobody asks for: in tests. */
    public static final SessionKind UNKNOWN = new SessionKind("unknown", Via.WEBSOCKET);

    // Written out: what Java makes for a record with a type of ours keeps its class loader for good, in a cache of the
    // JVM's own (java.lang.runtime.ObjectMethods). A container would never get rid of an application that has stopped.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SessionKind kind && kind.via == via && kind.service.equals(service);
    }

    @Override
    public int hashCode() {
        return 31 * service.hashCode() + via.hashCode();
    }
}
