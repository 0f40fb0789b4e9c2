package dev.echolocate.delivery;

import dev.echolocate.base.Text;
import org.jspecify.annotations.Nullable;

/** One message on its way to one sink, or to many at once. Immutable; the bytes are not copied and must not be changed. */
public final class Frame {
    private final @Nullable String text;
    private final byte @Nullable [] binary;
    private final int size;

    private Frame(@Nullable String text, byte @Nullable [] binary, int size) {
        this.text = text;
        this.binary = binary;
        this.size = size;
    }

    /** A text message. Lone surrogates become U+FFFD: no container survives them. */
    public static Frame text(String text) {
        String repaired = Text.repair(text);
        return new Frame(repaired, null, Text.heapBytes(repaired));
    }

    public static Frame binary(byte[] binary) {
        return new Frame(null, binary, binary.length);
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
}
