package dev.echolocate.feed;

import dev.echolocate.base.Text;
import org.jspecify.annotations.Nullable;

/**
 * What an entry carries, encoded once by its publisher, before any lock: as a JSON object for {@code feed.v1}, and bare,
 * as the message that a plain session gets. Immutable; the bytes are not copied and must not be changed.
 */
public final class Item {
    private final String json;
    private final @Nullable String text;
    private final byte @Nullable [] binary;
    private final int size;

    private Item(String json, @Nullable String text, byte @Nullable [] binary) {
        this.json = Text.repair(json);
        this.text = text == null ? null : Text.repair(text);
        this.binary = binary;
        this.size =
                Text.heapBytes(json) + (text == null ? 0 : Text.heapBytes(text)) + (binary == null ? 0 : binary.length);
    }

    public static Item text(String json, String text) {
        return new Item(json, text, null);
    }

    public static Item binary(String json, byte[] binary) {
        return new Item(json, null, binary);
    }

    /** The JSON object. */
    public String json() {
        return json;
    }

    /** The bare text message, or null where it is {@link #binary}. */
    public @Nullable String text() {
        return text;
    }

    /** The bare binary message, or null where it is {@link #text}. */
    public byte @Nullable [] binary() {
        return binary;
    }

    /** Bytes of heap that it takes, roughly. */
    public int size() {
        return size;
    }
}
