package dev.echolocate.base;

import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection, a handshake or a request: behind a trusted proxy, the client that it speaks for.
 * Made once, and carried to every place that decides. Immutable.
 *
 * @param address what it is counted by
 * @param secure whether the client speaks TLS, to us or to a trusted proxy; other proxies may speak it, too
 * @param host that it names us by: the Host header, or what a trusted proxy says of it; null where it names none
 * @param origin the Origin header (RFC 6454 7), or null
 * @param user whom the container has authenticated, or null
 * @param forwarded whether the request says that it went through a proxy, trusted or not
 * @param known false where the address is that of a proxy, which doesn't say for whom it asks, or isn't believed
 */
public record Peer(
        Address address,
        boolean secure,
        @Nullable String host,
        @Nullable String origin,
        @Nullable String user,
        boolean forwarded,
        boolean known) {
    /** Of whom nothing is known. */
    public static final Peer UNKNOWN = new Peer(Address.UNKNOWN, false, null, null, null, false, false);

    /** One of whom only the address is known, such as a connection that has said nothing yet. */
    public static Peer of(Address address) {
        return new Peer(address, false, null, null, null, false, true);
    }

    /** The same, once the container has authenticated somebody; null: nobody. */
    public Peer withUser(@Nullable String name) {
        return new Peer(address, secure, host, origin, name, forwarded, known);
    }
}
