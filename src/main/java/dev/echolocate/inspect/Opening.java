package dev.echolocate.inspect;

import java.util.ArrayList;
import java.util.List;

/**
 * An opening handshake (RFC 6455 1.3).
 *
 * @param request as the server received it
 * @param response as far as it is known
 */
public record Opening(Head request, Head response) {
    /**
     * Of a request that was accepted (RFC 6455 4.2.2).
     *
     * @param protocol that was chosen, or empty
     * @param extensions that were agreed on, or empty
     */
    public static Opening of(Head request, String protocol, String extensions) {
        String key = request.value("Sec-WebSocket-Key");
        List<Header> headers = new ArrayList<>(accepted(key == null ? "" : key));
        if (!protocol.isEmpty()) {
            headers.add(new Header("Sec-WebSocket-Protocol", protocol));
        }
        if (!extensions.isEmpty()) {
            headers.add(new Header("Sec-WebSocket-Extensions", extensions));
        }
        return new Opening(request, new Head("HTTP/1.1 101", headers, false));
    }

    /** What RFC 6455 4.2.2 makes of any response that accepts a key. */
    static List<Header> accepted(String key) {
        return List.of(
                new Header("Upgrade", "websocket"),
                new Header("Connection", "Upgrade"),
                new Header("Sec-WebSocket-Accept", Accept.of(key).accept()));
    }
}
