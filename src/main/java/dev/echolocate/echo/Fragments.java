package dev.echolocate.echo;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Messages cut into fragments of about one length (RFC 6455 5.4). Those of a message shorter than that are empty. Pure. */
public final class Fragments {
    private Fragments() {}

    /** Always {@code count} of them; no code point is split. */
    public static List<String> of(String text, int count) {
        List<String> parts = new ArrayList<>(count);
        int from = 0;
        for (int i = 1; i <= count; i++) {
            int to = Math.max(from, end(text.length(), i, count));
            if (to > from && to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to++;
            }
            parts.add(text.substring(from, to));
            from = to;
        }
        return parts;
    }

    /** Views of the bytes, always {@code count} of them. */
    public static List<ByteBuffer> of(byte[] bytes, int count) {
        List<ByteBuffer> parts = new ArrayList<>(count);
        int from = 0;
        for (int i = 1; i <= count; i++) {
            int to = end(bytes.length, i, count);
            parts.add(ByteBuffer.wrap(bytes, from, to - from).slice());
            from = to;
        }
        return parts;
    }

    private static int end(int length, int part, int count) {
        return (int) ((long) length * part / count);
    }
}
