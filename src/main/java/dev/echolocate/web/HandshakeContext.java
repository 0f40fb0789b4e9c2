package dev.echolocate.web;

import dev.echolocate.base.Peer;
import dev.echolocate.inspect.Head;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the WebSocket API does not hand to a Configurator. It is entered on the thread that runs the handshake, by a
 * ServletRequestListener in containers and by our Grizzly filter when embedded, and left when that request is done.
 *
 * @param asking the request, as far as it says who asks
 * @param peer who that is; nobody has been authenticated yet
 * @param query the undecoded query string without {@code ?}, or null
 * @param transport the connection
 * @param head the request as it was received; on this thread, while the handshake runs
 * @param local this server's side of the connection; on this thread, too
 * @param services the application that the request came to
 */
public record HandshakeContext(
        Asking asking,
        Peer peer,
        @Nullable String query,
        Transport transport,
        Supplier<Head> head,
        Supplier<Local> local,
        Services services) {

    private static final ThreadLocal<@Nullable HandshakeContext> CURRENT = new ThreadLocal<>();

    /** The handshake that runs on this thread, or null. */
    public static @Nullable HandshakeContext current() {
        return CURRENT.get();
    }

    public static void enter(HandshakeContext context) {
        CURRENT.set(context);
    }

    public static void leave() {
        CURRENT.remove();
    }
}
