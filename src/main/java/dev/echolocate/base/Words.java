package dev.echolocate.base;

/** What people may be called. Pure. */
public final class Words {
    private Words() {}

    /**
     * Whether a text has 1 to {@code max} characters (UTF-16 units), something visible among them, and none that controls
     * the text around it: no control, bidi or other format characters, but the joiners that emoji and many scripts need.
     * What is only spaces, joiners, marks and fillers looks like nothing.
     */
    public static boolean plain(String text, int max) {
        return text.length() <= max
                && text.codePoints().anyMatch(Words::visible)
                && text.codePoints().allMatch(Words::plain);
    }

    private static boolean plain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> c == 0x200C || c == 0x200D || (c >= 0xE0020 && c <= 0xE007F);
            default -> true;
        };
    }

    /** Whether a character looks like something: not only spaces, joiners, marks or fillers. */
    public static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.FORMAT,
                    Character.CONTROL,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.UNASSIGNED -> false;
            // Hangul fillers and the empty Braille pattern: by their type a letter and a symbol, by their look nothing.
            default -> c != 0x115F && c != 0x1160 && c != 0x3164 && c != 0xFFA0 && c != 0x2800;
        };
    }
}
