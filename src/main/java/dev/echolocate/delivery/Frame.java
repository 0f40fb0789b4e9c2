package dev.echolocate.delivery;

import dev.echolocate.base.WireText;
import org.jspecify.annotations.Nullable;

/** One message on its way to one sink, or to many at once. Immutable; the bytes are not copied and must not be changed. */
public final class Frame {
    private final @Nullable String text;
    private final byte @Nullable [] binary;
    private final int size;
    private final int length;

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
}
