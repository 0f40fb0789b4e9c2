package dev.echolocate.base;

import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON text (RFC 8259), piece by piece in its order: {@code new JsonWriter().object().member("id", id).done()}. What it
 * is given as JSON is not escaped; lone surrogates become U+FFFD. It adds up what is known of its pieces, so that nobody has to look
 * at the whole again. Used once, by one thread.
 */
public final class JsonWriter {
    private static final String DIGITS = "0123456789abcdef";

    private final StringBuilder json;

    /** A bit for each that is open, the last one the lowest: whether it is an array. */
    private long arrays;

    private int depth;

    /** Whether what comes next is the first one there. */
    private boolean first = true;

    /** Bytes in UTF-8, less characters. */
    private int beyondAscii;

    /** Whether any character is beyond Latin-1. */
    private boolean wide;

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
        first = false;
        arrays >>>= 1;
        depth--;
        return this;
    }

    /** Characters so far. */
    public int length() {
        return json.length();
    }

    /** Bytes so far, in UTF-8. */
    public int bytes() {
        return json.length() + beyondAscii;
    }

    /** A text; nothing where it is null. */
    public JsonWriter member(String name, @Nullable String text) {
        return text == null ? this : name(name).value(text);
    }

    public JsonWriter member(String name, long number) {
        name(name).separate();
        json.append(number);
        return this;
    }

    /** A number; nothing where it is null. */
    public JsonWriter member(String name, @Nullable Long number) {
        return number == null ? this : member(name, number.longValue());
    }

    public JsonWriter member(String name, boolean truth) {
        name(name).separate();
        json.append(truth);
        return this;
    }

    /** True; nothing where it is false. */
    public JsonWriter flag(String name, boolean truth) {
        return truth ? member(name, true) : this;
    }

    /** A text that was looked at before. */
    public JsonWriter member(String name, WireText text) {
        return name(name).value(text);
    }

    /** A value that is JSON already; nothing where it is null. */
    public JsonWriter raw(String name, @Nullable String value) {
        return value == null ? this : name(name).raw(value);
    }

    /** JSON, as it is: an element of an array, or members without what is around them. */
    public JsonWriter raw(String value) {
        return raw(WireText.of(value));
    }

    /** As above, of what was looked at before. */
    public JsonWriter raw(WireText value) {
        separate();
        json.append(value.text());
        note(value);
        return this;
    }

    /** A value that is JSON already, and ASCII, as numbers are; nothing where it is null. */
    public JsonWriter ascii(String name, @Nullable String value) {
        return value == null ? this : name(name).ascii(value);
    }

    /** A text that is ASCII and has nothing to be escaped: base64, say. */
    public JsonWriter token(String name, String text) {
        name(name).separate();
        json.append('"').append(text).append('"');
        return this;
    }

    /** JSON that is ASCII, as it is: nobody looks at it. */
    public JsonWriter ascii(String value) {
        separate();
        json.append(value);
        return this;
    }

    /** Begins with the members of an object that is JSON already; more can follow. */
    public JsonWriter object(WireText members) {
        raw(members);
        json.setLength(json.length() - 1);
        depth++;
        arrays <<= 1;
        return this;
    }

    /** A text, as an element of an array. */
    public JsonWriter value(String text) {
        return value(WireText.of(text));
    }

    private JsonWriter value(WireText text) {
        separate();
        quote(text.text());
        note(text);
        return this;
    }

    /** What escapes add is ASCII. */
    private void note(WireText piece) {
        beyondAscii += piece.length() - piece.text().length();
        wide |= piece.isWide();
    }

    /** Ends what is open, and gives all of it. */
    public String done() {
        while (depth > 0) {
            end();
        }
        return json.toString();
    }

    /** As {@link #done}, ready for the wire. */
    public WireText wire() {
        String all = done();
        return WireText.joined(all, all.length() + beyondAscii, wide);
    }

    /** @param name has nothing to be escaped */
    private JsonWriter name(String name) {
        separate();
        json.append('"').append(name).append("\":");
        first = true;
        return this;
    }

    private JsonWriter open(char bracket, int array) {
        separate();
        json.append(bracket);
        first = true;
        arrays = arrays << 1 | array;
        depth++;
        return this;
    }

    /** A comma, unless it is the first one there. */
    private void separate() {
        if (!first) {
            json.append(',');
        }
        first = false;
    }

    /** RFC 8259 7, with its quotes. */
    private void quote(String text) {
        json.append('"');
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscaped(text.charAt(i))) {
                json.append(text, copied, i);
                escape(text.charAt(i));
                copied = i + 1;
            }
        }
        if (copied == 0) {
            // All of it at once, which is what most texts are.
            json.append(text);
        } else {
            json.append(text, copied, text.length());
        }
        json.append('"');
    }

    private static boolean isEscaped(char c) {
        return c < ' ' || c == '"' || c == '\\';
    }

    private void escape(char c) {
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
