package dev.echolocate.web;

import dev.echolocate.base.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * This server's side of a connection.
 *
 * @param address and port that the connection came in on; null where they are not known
 * @param tls whether that port speaks TLS itself, and not only a proxy in front of it
 * @param contextPath empty, or like {@code /x}
 */
public record Local(@Nullable InetSocketAddress address, boolean tls, String contextPath) {
    /** As a container tells them. Null where it tells nothing that can be connected to; nobody's name is looked up. */
    static @Nullable InetSocketAddress address(@Nullable String address, int port) {
        if (address == null || port <= 0 || Address.parse(address) == null) {
            return null;
        }
        try {
            return known(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (UnknownHostException | IllegalArgumentException e) {
            return null;
        }
    }

    /** The same, or null where it is all addresses, or any port. */
    public static @Nullable InetSocketAddress known(InetSocketAddress address) {
        boolean one = address.getPort() > 0
                && address.getAddress() != null
                && !address.getAddress().isAnyLocalAddress();
        return one ? address : null;
    }
}
