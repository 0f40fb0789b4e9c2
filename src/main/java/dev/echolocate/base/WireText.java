package dev.echolocate.base;

/**
 * A text that can go over the wire, and what is to be known of it, found in one pass: kept with the text, nobody has to look at
 * all of it again. Each lone surrogate has become U+FFFD: containers throw on such a text, send {@code ?} for it, or leave the
 * session wedged; a JSON escape can bring one in. Immutable.
 */
public final class WireText {
    static final char REPLACEMENT = '\uFFFD';
    private static final int LATIN_1 = 0xFF;

    private final String text;
    private final int length;
    private final int heapBytes;

    private WireText(String text, int length, boolean wide) {
        this.text = text;
        this.length = length;
        this.heapBytes = wide ? 2 * text.length() : text.length();
    }

    /** Looks at a text, from wherever it comes. */
    public static WireText of(String text) {
        long bytes = 0;
        int all = 0;
        boolean broken = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            all |= c;
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (isPair(text, i)) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
                broken |= Character.isSurrogate(c);
            }
        }
        return new WireText(broken ? repaired(text) : text, (int) Math.min(Integer.MAX_VALUE, bytes), all > LATIN_1);
    }

    /**
     * A text that was put together of such ones, which is not looked at.
     *
     * @param length bytes of it in UTF-8
     * @param wide whether any character is beyond Latin-1
     */
    public static WireText joined(String text, int length, boolean wide) {
        return new WireText(text, length, wide);
    }

    /** This, and what follows it. */
    public WireText then(WireText next) {
        return new WireText(text + next.text, length + next.length, isWide() || next.isWide());
    }

    /** Whether a character there is the first of a pair, with its second behind it. */
    static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    private static String repaired(String text) {
        StringBuilder repaired = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (isPair(text, i)) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                repaired.setCharAt(i, REPLACEMENT);
            }
        }
        return repaired.toString();
    }

    /** The text. */
    public String text() {
        return text;
    }

    /** Bytes of it in UTF-8. */
    public int length() {
        return length;
    }

    /** Bytes of heap that its characters take: one each for Latin-1, else two (JEP 254). */
    public int heapBytes() {
        return heapBytes;
    }

    /** Whether any character is beyond Latin-1. */
    public boolean isWide() {
        return heapBytes > text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
