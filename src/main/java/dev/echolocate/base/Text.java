package dev.echolocate.base;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strings on their way to the wire. Pure. */
public final class Text {
    private Text() {}

    /**
     * The text with each lone surrogate replaced by U+FFFD. Containers throw on such a text, send {@code ?} for it, or
     * leave the session wedged; a JSON escape can bring one in.
     */
    public static String repair(String text) {
        int bad = firstLoneSurrogate(text, 0);
        if (bad < 0) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text);
        while (bad >= 0) {
            repaired.setCharAt(bad, '\uFFFD');
            bad = firstLoneSurrogate(text, bad + 1);
        }
        return repaired.toString();
    }

    private static int firstLoneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
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
    public static long utf8Length(CharSequence text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    /** Bytes of heap that the characters of the text take: one each for Latin-1, else two (JEP 254). */
    public static int heapBytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return 2 * text.length();
            }
        }
        return text.length();
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
