package dev.echolocate.inspect;

import java.util.List;

/**
 * An opening handshake (RFC 6455 1.3).
 *
 * @param request as the server received it
 * @param response as far as it is known
 */
public record Opening(Head request, Head response) {
    /** What RFC 6455 4.2.2 makes of any response that accepts a key. */
    static List<Header> accepted(String key) {
        return List.of(
                new Header("Upgrade", "websocket"),
                new Header("Connection", "Upgrade"),
                new Header("Sec-WebSocket-Accept", Accept.of(key).accept()));
    }
}
