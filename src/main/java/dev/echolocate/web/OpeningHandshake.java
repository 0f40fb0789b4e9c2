package dev.echolocate.web;

import dev.echolocate.base.Tokens;
import org.jspecify.annotations.Nullable;

/** What of an opening handshake the servers below judge each in its own way (RFC 6455 4.2.1): here it is one. Pure. */
public final class OpeningHandshake {
    /** RFC 6455 4.4: who asks for another version is told ours. */
    public static final String VERSION_HEADER = "Sec-WebSocket-Version";

    /** RFC 6455. */
    public static final String VERSION = "13";

    private static final String UPGRADE = "Upgrade";
    private static final String PROTOCOLS = "Sec-WebSocket-Protocol";

    private OpeningHandshake() {}

    /** Whether a request asks for a WebSocket, among others or alone (RFC 9110 7.8). */
    public static boolean isWanted(Asking request) {
        return Tokens.have(request.lines(UPGRADE), "websocket");
    }

    /**
     * What is missing or wrong, or null.
     *
     * @param version of HTTP, such as {@code HTTP/1.1}: before that, nothing is upgraded
     */
    public static @Nullable String fault(Asking request, String version) {
        if (version.equals("HTTP/1.0")) {
            return "a WebSocket handshake is HTTP/1.1 (RFC 6455 4.1)";
        }
        if (!Tokens.have(request.lines("Connection"), UPGRADE)) {
            return "Connection: Upgrade is missing (RFC 6455 4.1). A proxy in between may have taken it: it is to pass on"
                    + " Upgrade and Connection.";
        }
        return Tokens.of(request.lines(PROTOCOLS)).stream().allMatch(Tokens::isToken)
                ? null
                : PROTOCOLS + ": names without blanks or quotes, separated by commas (RFC 6455 4.1)";
    }
}
