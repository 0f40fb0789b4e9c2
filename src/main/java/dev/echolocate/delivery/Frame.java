package dev.echolocate.delivery;

import dev.echolocate.base.FrameHeader;
import dev.echolocate.base.Opcode;
import dev.echolocate.base.WireText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One message on its way to one sink, or to many at once. Immutable; the bytes are not copied and must not be changed. */
public final class Frame {
    private final @Nullable String text;
    private final byte @Nullable [] binary;
    private final int size;
    private final int length;
    private volatile @Nullable ByteBuffer wire;

    private Frame(@Nullable String text, byte @Nullable [] binary, int size, int length) {
        this.text = text;
        this.binary = binary;
        this.size = size;
        this.length = length;
    }

    /** A text message. Lone surrogates become U+FFFD: no container survives them. */
    public static Frame text(String text) {
        return text(WireText.of(text));
    }

    /**
     * This text message, with something around it.
     *
     * @param before ASCII, as {@code after}
     */
    Frame within(String before, String after) {
        int around = before.length() + after.length();
        boolean wide = text != null && size > text.length();
        return text(WireText.joined(before + text + after, length + around, wide));
    }

    /** As above; it is not looked at again. */
    public static Frame text(WireText text) {
        return new Frame(text.text(), null, text.heapBytes(), text.length());
    }

    public static Frame binary(byte[] binary) {
        return new Frame(null, binary, binary.length, binary.length);
    }

    /** The text, or null for a binary message. */
    public @Nullable String text() {
        return text;
    }

    /** The bytes, or null for a text message. */
    public byte @Nullable [] binary() {
        return binary;
    }

    /** Bytes of heap, roughly. */
    public int size() {
        return size;
    }

    /** Bytes of the message: of a text in UTF-8. */
    public int length() {
        return length;
    }

    /**
     * The message as the one unmasked frame that a server sends without extensions (RFC 6455 5.1, 5.2). The bytes are made once for all
     * whom it goes to, and are not to be changed; the position is the caller's own.
     */
    public ByteBuffer wire() {
        ByteBuffer made = wire;
        if (made == null) {
            made = made();
            wire = made;
        }
        return made.duplicate();
    }

    private ByteBuffer made() {
        byte[] payload = text == null ? binary() : text.getBytes(StandardCharsets.UTF_8);
        int bytes = payload == null ? 0 : payload.length;
        Opcode opcode = text == null ? Opcode.BINARY : Opcode.TEXT;
        ByteBuffer header = FrameHeader.begin(FrameHeader.first(true, 0, opcode.code()), false, bytes)
                .flip();
        ByteBuffer frame = ByteBuffer.allocate(header.remaining() + bytes).put(header);
        return (payload == null ? frame : frame.put(payload)).flip();
    }
}
