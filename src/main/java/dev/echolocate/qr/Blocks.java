package dev.echolocate.qr;

import java.util.ArrayList;
import java.util.List;

/**
 * A QR code as text for a terminal: each character is two modules, one above the other, which makes them square. It is
 * the light modules that are drawn: the foreground has to be lighter than the background. Pure.
 */
public final class Blocks {
    /** Half of what the standard asks for, which is enough, and leaves the code small enough for a window of 24 lines. */
    static final int QUIET = 2;

    private Blocks() {}

    /** From top to bottom, all of one length. */
    public static List<String> of(Matrix matrix) {
        List<String> lines = new ArrayList<>();
        for (int y = -QUIET; y < matrix.size() + QUIET; y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = -QUIET; x < matrix.size() + QUIET; x++) {
                boolean lower = y + 1 < matrix.size() + QUIET && !matrix.isDark(x, y + 1);
                line.append(block(!matrix.isDark(x, y), lower));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static char block(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '\u2588' : '\u2580';
        }
        return lower ? '\u2584' : ' ';
    }
}
