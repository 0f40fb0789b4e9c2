package dev.echolocate.delivery;

/**
 * How a session is ended. Each transport says it in its own terms: a close code, a status of HTTP, or nothing.
 *
 * @param why is neutral
 * @param code the WebSocket close code that was asked for (RFC 6455 7.4); 0: the one that suits {@code why}
 * @param words for the peer
 */
public record End(Ending why, int code, String words) {
    /** For a reason of ours. */
    public static End of(Ending why, String words) {
        return new End(why, 0, words);
    }
}
