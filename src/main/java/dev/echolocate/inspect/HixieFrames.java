package dev.echolocate.inspect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The framing of draft-hixie-thewebsocketprotocol-75 and -76: {@code 0x00}, a text in UTF-8, {@code 0xFF}, which is no byte
 * of UTF-8. A type from {@code 0x80} on is followed by a length; of these only {@code 0xFF 0x00}, the closing of -76, was
 * ever used.
 */
public final class HixieFrames {
    private static final int TEXT = 0x00;
    private static final int END = 0xFF;

    private HixieFrames() {}

    /** A text between its two bytes. */
    public static byte[] text(String text) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(TEXT);
        frame.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        frame.write(END);
        return frame.toByteArray();
    }
}
