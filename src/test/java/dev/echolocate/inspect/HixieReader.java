package dev.echolocate.inspect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what {@link HixieFrames} are, as the servers of the drafts did. */
final class HixieReader {
    private static final int TEXT = 0x00;
    private static final int END = 0xFF;
    private static final int WITH_LENGTH = 0x80;

    private static final byte[] CLOSING = {(byte) END, 0};

    private HixieReader() {}

    /** The closing handshake of -76. */
    static byte[] closing() {
        return CLOSING.clone();
    }

    /**
     * The texts among bytes, up to a closing if there is one. What has a length is skipped, as the drafts say, and so are
     * types that they don't define.
     *
     * @throws IllegalArgumentException where the last frame is not whole
     */
    static List<String> texts(byte[] bytes) {
        List<String> texts = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int type = bytes[at++] & 0xFF;
            if ((type & WITH_LENGTH) != 0) {
                int from = at;
                long length = 0;
                boolean more = true;
                while (more) {
                    int digit = byteAt(bytes, at++);
                    length = length << 7 | (digit & 0x7F);
                    more = (digit & 0x80) != 0;
                    if (length > bytes.length) {
                        throw new IllegalArgumentException("a frame longer than all bytes");
                    }
                }
                if (type == END && length == 0 && at == from + 1) {
                    return texts;
                }
                at += (int) length;
                if (at > bytes.length) {
                    throw new IllegalArgumentException("a frame longer than all bytes");
                }
            } else {
                int start = at;
                while (byteAt(bytes, at) != END) {
                    at++;
                }
                if (type == TEXT) {
                    texts.add(new String(Arrays.copyOfRange(bytes, start, at), StandardCharsets.UTF_8));
                }
                at++;
            }
        }
        return texts;
    }

    private static int byteAt(byte[] bytes, int at) {
        if (at >= bytes.length) {
            throw new IllegalArgumentException("a frame without its end");
        }
        return bytes[at] & 0xFF;
    }
}
