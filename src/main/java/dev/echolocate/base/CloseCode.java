package dev.echolocate.base;

/** The close codes that we send (RFC 6455 7.4.1 and the IANA registry), and who may come back. */
public final class CloseCode {
    /** Done. Don't come back by yourself. */
    public static final int NORMAL = 1000;

    /** The server stops. Come back, with a back-off. */
    public static final int GOING_AWAY = 1001;

    /** The client broke RFC 6455. Don't come back. */
    public static final int PROTOCOL_ERROR = 1002;

    /** Text that is not UTF-8. Don't come back. */
    public static final int NOT_UTF8 = 1007;

    /** A wrong parameter, or too much bad input in a row. Don't come back with the same. */
    public static final int POLICY = 1008;

    /** A message above the limit. Don't come back with the same. */
    public static final int TOO_BIG = 1009;

    /** A fault of ours. Come back, with a back-off. */
    public static final int SERVER_ERROR = 1011;

    /** No room, too slow, or not to be served truthfully from here. Come back, with a back-off, from the start. */
    public static final int TRY_AGAIN = 1013;

    private CloseCode() {}
}
