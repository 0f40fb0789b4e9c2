package dev.echolocate.inspect;

/** Which codes a close frame may bring (RFC 6455 7.4.1, 7.4.2, and the IANA registry that it begins). */
final class CloseCodes {
    /** Stands for a close frame without a code; never sent (RFC 6455 7.1.5). */
    static final int NONE = 1005;

    private static final int ABNORMAL = 1006;
    private static final int UNDEFINED = 1004;
    private static final int LAST_REGISTERED = 1014;

    private CloseCodes() {}

    static boolean sendable(int code) {
        boolean protocol =
                code >= 1000 && code <= LAST_REGISTERED && code != UNDEFINED && code != NONE && code != ABNORMAL;
        return protocol || (code >= 3000 && code <= 4999);
    }
}
