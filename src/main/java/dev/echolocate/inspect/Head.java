package dev.echolocate.inspect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a request or a response begins with: its first line, and its headers (RFC 9112 2.1). Immutable.
 *
 * @param original whether it is known byte by byte: names as they were written, in their order, with all that was there
 */
public record Head(String line, List<Header> headers, boolean original) {
    /** Keeps no secret: a Cookie's and an Authorization's value are left out. */
    public Head {
        headers = headers.stream().map(Header::blanked).toList();
    }

    /** From bytes that end with an empty line. */
    public static Head of(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\r?\n", -1);
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.add(new Header(
                        lines[i].substring(0, colon),
                        lines[i].substring(colon + 1).strip()));
            }
        }
        return new Head(lines[0], headers, true);
    }

    /**
     * As a server has understood it.
     *
     * @param query undecoded, without {@code ?}, or null
     * @param values of a header
     */
    public static Head of(
            String method,
            String path,
            @Nullable String query,
            String protocol,
            Iterable<String> names,
            Function<String, Iterable<String>> values) {
        List<Header> headers = new ArrayList<>();
        for (String name : names) {
            values.apply(name).forEach(value -> headers.add(new Header(name, value)));
        }
        String target = path + (query == null ? "" : "?" + query);
        return new Head(method + " " + target + " " + protocol, headers, false);
    }

    /** The first value of a name in any case, or null. */
    public @Nullable String value(String name) {
        return headers.stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse(null);
    }
}
