package dev.echolocate.base;

/** Close codes (RFC 6455 7.4 and the IANA registry that it begins): those that we send, with who may come back. */
public final class CloseCode {
    /** Done. Don't come back by yourself. */
    public static final int NORMAL = 1000;

    /** The server stops. Come back, with a back-off. */
    public static final int GOING_AWAY = 1001;

    /** The client broke RFC 6455. Don't come back. */
    public static final int PROTOCOL_ERROR = 1002;

    /** Text that is not UTF-8, or compressed data that is none. Don't come back. */
    public static final int INCONSISTENT = 1007;

    /** A wrong parameter, or too much bad input in a row. Don't come back with the same. */
    public static final int POLICY = 1008;

    /** A message above the limit. Don't come back with the same. */
    public static final int TOO_BIG = 1009;

    /** A fault of ours. Come back, with a back-off. */
    public static final int SERVER_ERROR = 1011;

    /** No room, too slow, or not to be served truthfully from here. Come back, with a back-off, from the start. */
    public static final int TRY_AGAIN = 1013;

    /** The last one that is registered for the protocol itself. */
    private static final int LAST = 1014;

    private static final int UNDEFINED = 1004;
    private static final int ABNORMAL = 1006;

    private CloseCode() {}

    /**
     * Whether a close frame may bring it, from either side: one that the protocol and its registry know, or a library's or an
     * application's own. 1004 to 1006 and 1015 say what never is in a frame.
     */
    public static boolean sendable(int code) {
        return (code >= NORMAL && code <= LAST && (code < UNDEFINED || code > ABNORMAL))
                || (code >= 3000 && code <= 4999);
    }
}
