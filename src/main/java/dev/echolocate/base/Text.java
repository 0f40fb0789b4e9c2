package dev.echolocate.base;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strings on their way to the wire. Pure. */
public final class Text {
    private Text() {}

    /** The text with each lone surrogate replaced by U+FFFD, as in {@link WireText}. */
    public static String repair(String text) {
        return WireText.of(text).text();
    }

    /** The text that the bytes are in UTF-8; null where they are none (RFC 3629 3). */
    public static @Nullable String decode(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Bytes of the text in UTF-8, without making them. A lone surrogate counts 3, as U+FFFD does. */
    public static long utf8Length(String text) {
        return WireText.of(text).length();
    }

    /** Bytes of heap that the characters of the text take, as in {@link WireText}. */
    public static int heapBytes(String text) {
        return WireText.of(text).heapBytes();
    }

    /** A header as it may be shown: without what is not visible in ASCII, and no more than the start of a long one. */
    public static String shown(String header) {
        String clean = header.replaceAll("[^\\x21-\\x7E]", "?");
        return clean.length() <= 200 ? clean : clean.substring(0, 200);
    }

    /** The longest start of the text, in whole code points, that has at most {@code bytes} bytes in UTF-8. */
    public static String start(String text, int bytes) {
        String repaired = repair(text);
        ByteBuffer out = ByteBuffer.allocate(bytes);
        CharBuffer in = CharBuffer.wrap(repaired);
        StandardCharsets.UTF_8.newEncoder().encode(in, out, true);
        return repaired.substring(0, in.position());
    }
}
