package dev.echolocate.delivery;

/**
 * What a session is for. Immutable. There are few: none has the name of a room, of a person or of an address.
 *
 * @param service a word such as {@code chat}
 * @param via how it is spoken to
 */
public record Kind(String service, Via via) {
    /** Of those that nobody asks for: in tests. */
    public static final Kind UNKNOWN = new Kind("unknown", Via.WEBSOCKET);
}
