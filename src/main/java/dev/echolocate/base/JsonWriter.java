package dev.echolocate.base;

import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON text (RFC 8259), piece by piece in its order: {@code new JsonWriter().object().member("id", id).done()}. What it
 * is given as JSON is taken as it is; in texts, lone surrogates become U+FFFD. Used once, by one thread.
 */
public final class JsonWriter {
    private static final String DIGITS = "0123456789abcdef";

    private final StringBuilder json;

    /** A bit for each that is open, the last one the lowest: whether it is an array. */
    private long arrays;

    private int depth;

    public JsonWriter() {
        this(128);
    }

    /** @param size how many characters it is likely to have */
    public JsonWriter(int size) {
        json = new StringBuilder(size);
    }

    /** Begins an object, there or in an array. */
    public JsonWriter object() {
        return open('{', 0);
    }

    /** Begins an object that is a member. */
    public JsonWriter object(String name) {
        return name(name).object();
    }

    /** Begins an array, there or in another one. */
    public JsonWriter array() {
        return open('[', 1);
    }

    /** Begins an array that is a member. */
    public JsonWriter array(String name) {
        return name(name).array();
    }

    /** Ends the object or the array that was begun last. */
    public JsonWriter end() {
        json.append((arrays & 1) == 1 ? ']' : '}');
        arrays >>>= 1;
        depth--;
        return this;
    }

    /** A text; nothing where it is null. */
    public JsonWriter member(String name, @Nullable String text) {
        return text == null ? this : name(name).value(text);
    }

    public JsonWriter member(String name, long number) {
        name(name);
        json.append(number);
        return this;
    }

    /** A number; nothing where it is null. */
    public JsonWriter member(String name, @Nullable Long number) {
        return number == null ? this : member(name, number.longValue());
    }

    public JsonWriter member(String name, boolean truth) {
        name(name);
        json.append(truth);
        return this;
    }

    /** True; nothing where it is false. */
    public JsonWriter flag(String name, boolean truth) {
        return truth ? member(name, true) : this;
    }

    /** A value that is JSON already; nothing where it is null. */
    public JsonWriter raw(String name, @Nullable String value) {
        return value == null ? this : name(name).raw(value);
    }

    /** JSON, as it is: an element of an array, or members without what is around them. */
    public JsonWriter raw(String value) {
        separate();
        json.append(value);
        return this;
    }

    /** A text, as an element of an array. */
    public JsonWriter value(String text) {
        separate();
        quote(text, json);
        return this;
    }

    /** Ends what is open, and gives all of it. */
    public String done() {
        while (depth > 0) {
            end();
        }
        return json.toString();
    }

    /** @param name has nothing to be escaped */
    private JsonWriter name(String name) {
        separate();
        json.append('"').append(name).append("\":");
        return this;
    }

    private JsonWriter open(char bracket, int array) {
        separate();
        json.append(bracket);
        arrays = arrays << 1 | array;
        depth++;
        return this;
    }

    /** A comma, unless it is the first one there. */
    private void separate() {
        char last = json.isEmpty() ? '{' : json.charAt(json.length() - 1);
        if (last != '{' && last != '[' && last != ':') {
            json.append(',');
        }
    }

    /** RFC 8259 7, with its quotes. */
    static void quote(String text, StringBuilder json) {
        json.append('"');
        int plain = plain(text);
        json.append(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEscaped(c)) {
                escape(c, json);
            } else if (WireText.isPair(text, i)) {
                json.append(c).append(text.charAt(++i));
            } else {
                json.append(Character.isSurrogate(c) ? WireText.REPLACEMENT : c);
            }
        }
        json.append('"');
    }

    /** How long the start of a text is that stays as it is: mostly it is all. */
    private static int plain(String text) {
        int i = 0;
        while (i < text.length() && !isEscaped(text.charAt(i)) && !Character.isSurrogate(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isEscaped(char c) {
        return c < ' ' || c == '"' || c == '\\';
    }

    private static void escape(char c, StringBuilder json) {
        json.append('\\');
        switch (c) {
            case '"', '\\' -> json.append(c);
            case '\b' -> json.append('b');
            case '\f' -> json.append('f');
            case '\n' -> json.append('n');
            case '\r' -> json.append('r');
            case '\t' -> json.append('t');
            default -> json.append("u00").append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 0xF));
        }
    }
}
