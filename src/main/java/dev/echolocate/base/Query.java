package dev.echolocate.base;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a query string (WHATWG URL 5.1); of several with one name, the first counts. Immutable. */
public final class Query {
    private final Map<String, String> values = new LinkedHashMap<>();

    private Query() {}

    /**
     * Parses a query string.
     *
     * @param raw undecoded, without {@code ?}, or null
     * @return never fails: a malformed escape stands for itself
     */
    public static Query of(@Nullable String raw) {
        Query query = new Query();
        if (raw != null) {
            for (String pair : raw.split("&", 100)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                if (!name.isEmpty()) {
                    query.values.putIfAbsent(decoded(name), decoded(value));
                }
            }
        }
        return query;
    }

    /** The value, decoded; empty where only the name is there; null where it isn't. */
    public @Nullable String get(String name) {
        return values.get(name);
    }

    /** Keeps nothing any more, once everything was asked: it may be long. Not thread-safe. */
    public void forget() {
        values.clear();
    }

    /** The names only: values may be secret. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }

    /** URL 1.3 and 5.1: a plus is a space; what isn't UTF-8 becomes U+FFFD. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(raw[i + 2], 16) : -1;
            if (low >= 0) {
                raw[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                raw[length++] = raw[i] == '+' ? (byte) ' ' : raw[i];
            }
        }
        return new String(raw, 0, length, StandardCharsets.UTF_8);
    }
}
