package dev.echolocate.inspect;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Checks a text that comes in parts, which may split its characters (RFC 6455 5.6, 8.1). */
final class Utf8 {
    /** The start of a character that is not whole yet. */
    private byte[] begun = new byte[0];

    /**
     * Takes the next part.
     *
     * @return the first byte of it that can't be; its length where a character lacks bytes at the end of the last part; or
     *     -1
     */
    int check(byte[] part, boolean last) {
        ByteBuffer in = ByteBuffer.allocate(begun.length + part.length);
        in.put(begun).put(part).flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, false);
        int before = begun.length;
        begun = new byte[in.remaining()];
        in.duplicate().get(begun);
        if (result.isMalformed()) {
            // A sequence is told as a whole: what was begun in the part before is wrong here.
            return Math.max(0, in.position() - before);
        }
        return last && begun.length > 0 ? part.length : -1;
    }
}
