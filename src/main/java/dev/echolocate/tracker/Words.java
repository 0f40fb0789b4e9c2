package dev.echolocate.tracker;

/** What people may be called. Pure. */
final class Words {
    private Words() {}

    /**
     * Whether a text has 1 to {@code max} characters (UTF-16 units), something visible among them, and none that controls
     * the text around it: no control, bidi or other format characters, but the joiners that emoji and many scripts need.
     */
    static boolean plain(String text, int max) {
        return !text.isBlank() && text.length() <= max && text.codePoints().allMatch(Words::plain);
    }

    private static boolean plain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> c == 0x200C || c == 0x200D || (c >= 0xE0020 && c <= 0xE007F);
            default -> true;
        };
    }
}
