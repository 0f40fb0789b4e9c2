package dev.echolocate.embedded;

import dev.echolocate.base.Text;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From the path of a request to the path of a file. Pure. */
final class StaticPath {
    private StaticPath() {}

    /**
     * The relative path that a request asks for, decoded once, or null where there can't be a file for it. A trailing
     * slash stays. No segment of the result is empty (but for the end), hidden, relative, or one of the folders that a
     * WAR keeps to itself, in any spelling that some file system might take for one.
     *
     * @param raw begins with a slash, still percent-encoded, without query
     */
    static @Nullable String of(String raw) {
        String path = decode(raw);
        if (path == null || !path.startsWith("/") || path.chars().anyMatch(StaticPath::isForbidden)) {
            return null;
        }
        String relative = path.substring(1);
        if (relative.isEmpty()) {
            return relative;
        }
        String[] segments = relative.split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean end = i == segments.length - 1;
            if (!(end && segments[i].isEmpty()) && !isPublic(segments[i])) {
                return null;
            }
        }
        return relative;
    }

    private static boolean isPublic(String segment) {
        String name = segment.toUpperCase(Locale.ROOT);
        return !name.isEmpty()
                && !name.startsWith(".")
                && !name.endsWith(".")
                && !name.endsWith(" ")
                && !name.equals("WEB-INF")
                && !name.equals("META-INF");
    }

    private static boolean isForbidden(int c) {
        return c < 0x20 || c == 0x7F || c == '\\' || c == ':' || c == ';' || c == '%';
    }

    private static @Nullable String decode(String raw) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0 || (high << 4 | low) == '/') {
                    return null; // an encoded slash is part of a name (RFC 3986 2.2), and no name of ours has one
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else if (c < 0x80) {
                bytes.put((byte) c);
            } else {
                return null;
            }
        }
        return Text.decode(bytes.flip());
    }
}
