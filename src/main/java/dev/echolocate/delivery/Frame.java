package dev.echolocate.delivery;

import dev.echolocate.base.Deflating;
import dev.echolocate.base.FrameHeader;
import dev.echolocate.base.Opcode;
import dev.echolocate.base.WireText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One message on its way to one sink, or to many at once. Immutable; the bytes are not copied and must not be changed. */
public final class Frame {
    /** Bytes of a message from which on compressing it pays. */
    private static final int WORTH = 256;

    /** Bytes of a message up to which a thread that sends may compress it: for many, or for the one who asked. */
    private static final int MOST_FOR_MANY = 128 << 10;

    private static final int MOST_FOR_ONE = 4 << 10;

    private static final int RSV1 = 4;

    private final @Nullable String text;
    private final byte @Nullable [] binary;
    private final int size;
    private final int length;
    private final @Nullable Deflating deflating;
    private volatile @Nullable ByteBuffer wire;
    private @Nullable ByteBuffer deflated;
    private boolean deflatedOnce;

    private Frame(
            @Nullable String text, byte @Nullable [] binary, int size, int length, @Nullable Deflating deflating) {
        this.deflating = deflating;
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
        return new Frame(text.text(), null, text.heapBytes(), text.length(), null);
    }

    public static Frame binary(byte[] binary) {
        return new Frame(null, binary, binary.length, binary.length, null);
    }

    /**
     * The same, which may be compressed, as it goes to many: nothing in it is for one session alone, and so no secret can meet somebody
     * else's words in one window, whose length would tell of it (RFC 7692 8). Too short or too long a message is none the less not
     * compressed.
     */
    public Frame compressible() {
        return compressible(Deflating.ONCE, MOST_FOR_MANY);
    }

    /** As above, as it goes to the one who has said all that is in it. */
    public Frame compressibleForOne() {
        return compressible(Deflating.FAST, MOST_FOR_ONE);
    }

    private Frame compressible(Deflating how, int most) {
        return length < WORTH || length > most ? this : new Frame(text, binary, size, length, how);
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
            made = framed(0, payload());
            wire = made;
        }
        return made.duplicate();
    }

    /** As {@link #wire}, compressed (RFC 7692 7.2.1) where it may be and is shorter then. */
    public ByteBuffer deflatedWire() {
        ByteBuffer shorter = deflating == null ? null : deflated(deflating);
        return shorter == null ? wire() : shorter.duplicate();
    }

    /** Others that want the same meanwhile wait for it, and would need as long themselves. */
    private synchronized @Nullable ByteBuffer deflated(Deflating how) {
        if (!deflatedOnce) {
            deflatedOnce = true;
            byte[] shorter = how.deflate(payload());
            deflated = shorter == null ? null : framed(RSV1, shorter);
        }
        return deflated;
    }

    private byte[] payload() {
        byte[] bytes = text == null ? binary : text.getBytes(StandardCharsets.UTF_8);
        return bytes == null ? new byte[0] : bytes;
    }

    private ByteBuffer framed(int rsv, byte[] payload) {
        Opcode opcode = text == null ? Opcode.BINARY : Opcode.TEXT;
        return FrameHeader.unmasked(FrameHeader.first(true, rsv, opcode.code()), payload, payload.length);
    }
}
