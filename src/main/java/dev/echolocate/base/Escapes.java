package dev.echolocate.base;

/** Percent-encoding in paths. Pure. */
public final class Escapes {
    private static final int ESCAPE = 3;

    private Escapes() {}

    /** The same path, without escapes of characters that need none (RFC 3986 2.3, 6.2.2.2). All others stay as they are. */
    public static String undone(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        StringBuilder undone = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            int c = escaped(path, i);
            if (isUnreserved(c)) {
                undone.append((char) c);
                i += ESCAPE - 1;
            } else {
                undone.append(path.charAt(i));
            }
        }
        return undone.toString();
    }

    /** The octet that is escaped there, or -1. */
    private static int escaped(String path, int at) {
        if (path.charAt(at) != '%' || at + ESCAPE > path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(at + 1), 16);
        int low = Character.digit(path.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c >= 0 && "-._~".indexOf(c) >= 0);
    }
}
