package dev.echolocate.base;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page comes from (RFC 6454 4): two are one where scheme, host and port are. A host is whatever RFC 3986 3.2.2 lets it
 * be, such as {@code my_server} or {@code nas.4home}, for which {@link java.net.URI} knows no host. Immutable.
 *
 * @param host in lower case
 * @param port the scheme's own where none is named
 */
public record Origin(String scheme, String host, int port) {
    private static final int MAX_PORT = 65_535;

    private static final Pattern ORIGIN = Pattern.compile("(https?)://(.*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[\\w.~!$&'()*+,;=%-]+)(?::([0-9]{0,5}))?");

    /** Of the text of an Origin header; null where it is no web page's. */
    public static @Nullable Origin parse(String text) {
        Matcher matcher = ORIGIN.matcher(text);
        return matcher.matches() ? of(matcher.group(1), matcher.group(2)) : null;
    }

    /**
     * Of the pages that are loaded from there.
     *
     * @param scheme http or https
     * @param authority a host, maybe with a port, as in a Host header; null where it is none
     */
    public static @Nullable Origin of(String scheme, String authority) {
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            return null;
        }
        String lower = scheme.toLowerCase(Locale.ROOT);
        String port = matcher.group(2);
        int number = port == null || port.isEmpty() ? usual(lower) : Integer.parseInt(port);
        return number > MAX_PORT ? null : new Origin(lower, matcher.group(1).toLowerCase(Locale.ROOT), number);
    }

    private static int usual(String scheme) {
        return "https".equals(scheme) ? 443 : 80;
    }

    /** As browsers write it (RFC 6454 6.2): without the scheme's own port. */
    @Override
    public String toString() {
        return scheme + "://" + host + (port == usual(scheme) ? "" : ":" + port);
    }
}
