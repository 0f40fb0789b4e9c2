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
    private final Lasting lasting;

    /**
     * What of the JSON object seldom changes: members that a reader knows already, mostly.
     *
     * @param from the first of its characters, a comma
     * @param to behind the last of them
     * @param bytes of them, in UTF-8
     */
    public record Lasting(int from, int to, int bytes) {
        static final Lasting NOTHING = new Lasting(0, 0, 0);
    }

    private Item(
            WireText json,
            @Nullable WireText text,
            byte @Nullable [] binary,
            String tag,
            String history,
            Lasting lasting,
            int size) {
        this.lasting = lasting;
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
        return new Item(json, json, null, "", "", Lasting.NOTHING, json.heapBytes());
    }

    public static Item json(String json) {
        return json(WireText.of(json));
    }

    public static Item text(WireText json, WireText text) {
        return new Item(json, text, null, "", "", Lasting.NOTHING, json.heapBytes() + text.heapBytes());
    }

    public static Item text(String json, String text) {
        return text(WireText.of(json), WireText.of(text));
    }

    public static Item binary(WireText json, byte[] binary) {
        return new Item(json, null, binary, "", "", Lasting.NOTHING, json.heapBytes() + binary.length);
    }

    /**
     * With what its publisher wants to know of it when it comes back. No reader is told.
     *
     * @param tag how it is named, say
     * @param history what it adds to the history of its key, encoded once; ASCII
     */
    public static Item noted(WireText json, Lasting lasting, WireText text, String tag, String history) {
        int notes = Text.heapBytes(tag) + history.length();
        return new Item(json, text, null, tag, history, lasting, json.heapBytes() + text.heapBytes() + notes);
    }

    /** The same, but for what it adds to the history of its key; ASCII. */
    public Item withHistory(String other) {
        return new Item(wireJson(), wireText(), binary, tag, other, lasting, size - history.length() + other.length());
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

    /** As {@link #wireJson}, without what seldom changes. */
    public WireText leanJson() {
        return lasting.bytes == 0
                ? wireJson()
                : WireText.joined(
                        json.substring(0, lasting.from) + json.substring(lasting.to),
                        jsonLength - lasting.bytes,
                        jsonIsWide);
    }

    /** Whether what seldom changes is the same here as there. */
    boolean lastsAs(Item other) {
        int length = lasting.to - lasting.from;
        return length == other.lasting.to - other.lasting.from
                && json.regionMatches(lasting.from, other.json, other.lasting.from, length);
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
