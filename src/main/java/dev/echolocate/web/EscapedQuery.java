package dev.echolocate.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A query as {@link java.net.URI} takes it: what RFC 3986 3.4 does not allow there is escaped. Pure. */
public final class EscapedQuery {
    /** RFC 3986 2.2 and 2.3, without {@code # [ ]}. */
    private static final String ALLOWED = "-._~!$&'()*+,;=:@/?";

    private EscapedQuery() {}

    /** Whether a URI may end with it as it is; without {@code ?}, or null. */
    static boolean isRight(@Nullable String raw) {
        try {
            return raw == null || new URI("/?" + raw).getRawPath() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Escapes what has to be; {@code raw} is without {@code ?}, as a client wrote it. */
    public static String of(String raw) {
        StringBuilder escaped = new StringBuilder(raw.length());
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xFF;
            if (isAllowed(b) || (b == '%' && isHex(bytes, i + 1) && isHex(bytes, i + 2))) {
                escaped.append((char) b);
            } else {
                escaped.append('%').append(String.format(Locale.ROOT, "%02X", b));
            }
        }
        return escaped.toString();
    }

    private static boolean isAllowed(int b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || ALLOWED.indexOf(b) >= 0;
    }

    private static boolean isHex(byte[] bytes, int at) {
        return at < bytes.length && bytes[at] >= 0 && Character.digit((char) bytes[at], 16) >= 0;
    }
}
