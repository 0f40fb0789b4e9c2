package dev.echolocate.feed;

import dev.echolocate.base.Text;
import dev.echolocate.base.WireText;
import org.jspecify.annotations.Nullable;

/**
 * What an entry carries, encoded once by its publisher, before any lock: as a JSON object for {@code feed.v1}, and bare,
 * as the message that a plain session gets. Immutable; the bytes are not copied and must not be changed.
 */
public final class Item {
    private final String json;
    private final int jsonLength;
    private final boolean jsonIsWide;
    private final @Nullable String text;
    private final int textLength;
    private final boolean textIsWide;
    private final byte @Nullable [] binary;
    private final String tag;
    private final String history;
    private final int size;

    private Item(
            WireText json, @Nullable WireText text, byte @Nullable [] binary, String tag, String history, int size) {
        this.json = json.text();
        this.jsonLength = json.length();
        this.jsonIsWide = json.isWide();
        this.text = text == null ? null : text.text();
        this.textLength = text == null ? 0 : text.length();
        this.textIsWide = text != null && text.isWide();
        this.binary = binary;
        this.tag = tag;
        this.history = history;
        this.size = size;
    }

    /** The JSON object in both dialects. */
    public static Item json(WireText json) {
        return new Item(json, json, null, "", "", json.heapBytes());
    }

    public static Item json(String json) {
        return json(WireText.of(json));
    }

    public static Item text(WireText json, WireText text) {
        return new Item(json, text, null, "", "", json.heapBytes() + text.heapBytes());
    }

    public static Item text(String json, String text) {
        return text(WireText.of(json), WireText.of(text));
    }

    public static Item binary(WireText json, byte[] binary) {
        return new Item(json, null, binary, "", "", json.heapBytes() + binary.length);
    }

    /**
     * With what its publisher wants to know of it when it comes back. No reader is told.
     *
     * @param tag how it is named, say
     * @param history what it adds to the history of its key, encoded once; ASCII
     */
    public static Item noted(WireText json, WireText text, String tag, String history) {
        int notes = Text.heapBytes(tag) + history.length();
        return new Item(json, text, null, tag, history, json.heapBytes() + text.heapBytes() + notes);
    }

    /** The same, but for what it adds to the history of its key; ASCII. */
    public Item withHistory(String other) {
        return new Item(wireJson(), wireText(), binary, tag, other, size - history.length() + other.length());
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

    /** The JSON object, ready for the wire. */
    public WireText wireJson() {
        return WireText.joined(json, jsonLength, jsonIsWide);
    }

    /** The bare text message, ready for the wire; null where it is {@link #binary}. */
    public @Nullable WireText wireText() {
        return text == null ? null : WireText.joined(text, textLength, textIsWide);
    }

    /** Bytes of the bare message; of a text in UTF-8. */
    public int length() {
        return binary == null ? textLength : binary.length;
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
