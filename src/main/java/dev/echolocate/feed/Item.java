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
    private final String tag;
    private final String history;
    private final int size;

    private Item(String json, @Nullable String text, byte @Nullable [] binary, String tag, String history, int size) {
        this.json = json;
        this.text = text;
        this.binary = binary;
        this.tag = tag;
        this.history = history;
        this.size = size;
    }

    /** The JSON object in both dialects. */
    public static Item json(String json) {
        String repaired = Text.repair(json);
        return new Item(repaired, repaired, null, "", "", Text.heapBytes(repaired));
    }

    public static Item text(String json, String text) {
        String object = Text.repair(json);
        String bare = Text.repair(text);
        return new Item(object, bare, null, "", "", Text.heapBytes(object) + Text.heapBytes(bare));
    }

    public static Item binary(String json, byte[] binary) {
        String object = Text.repair(json);
        return new Item(object, null, binary, "", "", Text.heapBytes(object) + binary.length);
    }

    /**
     * The same, with what its publisher wants to know of it when it comes back. No reader is told.
     *
     * @param tag how it is named, say
     * @param history what it adds to the history of its key, encoded once
     */
    public Item noting(String tag, String history) {
        return new Item(json, text, binary, tag, history, size + Text.heapBytes(tag) + Text.heapBytes(history));
    }

    /** What it adds to the history of its key; empty where that is nothing. */
    public String history() {
        return history;
    }

    /** What its publisher noted; empty where that is nothing. */
    public String tag() {
        return tag;
    }

    /** The JSON object. */
    public String json() {
        return json;
    }

    /** Whether the bare message is the JSON object, too. */
    public boolean isJson() {
        return json.equals(text);
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
