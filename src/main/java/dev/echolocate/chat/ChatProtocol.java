package dev.echolocate.chat;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.WireText;
import dev.echolocate.feed.Item;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The chat's messages, in and out. Pure. */
public final class ChatProtocol {
    /** Code points of a text. */
    private static final int MAX_TEXT = 2_000;

    /** UTF-16 units of a reference. */
    private static final int MAX_REF = 64;

    private static final WireText NOTHING = WireText.of("");

    private static final Set<String> KINDS = Set.of("text", "name", "here", "left");

    private static final String EXPECTED = "one of {\"text\": …}, {\"name\": …}, {\"here\": true} and {\"left\": true}";

    private ChatProtocol() {}

    /** What a client wants. */
    enum Verb {
        /** To say something. */
        TEXT,
        /** To come in with a name, or to take another one. */
        NAME,
        /** To stay. */
        HERE,
        /** To leave. */
        LEFT
    }

    /**
     * What a client said.
     *
     * @param text of TEXT; else empty
     * @param name of NAME; else null
     * @param ref how its sender calls it, to know it again; or null
     */
    public record ChatMessage(
            Verb kind,
            WireText text,
            @Nullable ChatName name,
            @Nullable String ref) {
        /** Whether it says something; else it is about who is here. */
        public boolean says() {
            return kind == Verb.TEXT;
        }
    }

    /**
     * Decodes what a client of {@code feed.v1} sent, or what was posted: {@code {"text", "ref"?}}, {@code {"name"}},
     * {@code {"here": true}} or {@code {"left": true}}.
     */
    public static ChatMessage decode(String json) throws BadMessageException {
        JsonObject object = Json.object(Json.parse(json), EXPECTED);
        String ref = ref(object.get("ref"));
        try {
            return decode(object, ref);
        } catch (BadMessageException e) {
            throw e.about(ref);
        }
    }

    private static ChatMessage decode(JsonObject object, @Nullable String ref) throws BadMessageException {
        Set<String> kinds = new TreeSet<>(object.keySet());
        kinds.retainAll(KINDS);
        if (kinds.size() != 1) {
            throw new BadMessageException("bad_message", EXPECTED);
        }
        String kind = kinds.iterator().next();
        JsonValue value = object.getOrDefault(kind, JsonValue.NULL);
        if (kind.equals("here") || kind.equals("left")) {
            if (value != JsonValue.TRUE) {
                throw new BadMessageException("bad_" + kind, kind + " must be true, or not be there");
            }
            return new ChatMessage(kind.equals("here") ? Verb.HERE : Verb.LEFT, NOTHING, null, ref);
        }
        if (!(value instanceof JsonString string)) {
            throw new BadMessageException("bad_" + kind, kind + " must be a string");
        }
        return kind.equals("name")
                ? new ChatMessage(Verb.NAME, NOTHING, ChatName.of(string.getString()), ref)
                : new ChatMessage(Verb.TEXT, text(WireText.of(string.getString())), null, ref);
    }

    /** What a plain client sent: the whole of it is the text. */
    public static ChatMessage plain(WireText text) throws BadMessageException {
        return new ChatMessage(Verb.TEXT, text(text), null, null);
    }

    private static WireText text(WireText given) throws BadMessageException {
        String text = given.text().replace("\r\n", "\n");
        if (text.codePointCount(0, text.length()) > MAX_TEXT) {
            throw new BadMessageException("too_long", "a text has at most " + MAX_TEXT + " characters");
        }
        if (text.isEmpty() || text.codePoints().anyMatch(ChatProtocol::controls)) {
            throw new BadMessageException(
                    "bad_text", "a text has 1 to " + MAX_TEXT + " characters, and no controls but line feed and tab");
        }
        int shorter = given.text().length() - text.length();
        return WireText.joined(text, given.length() - shorter, given.isWide());
    }

    private static boolean controls(int c) {
        return Character.getType(c) == Character.CONTROL && c != '\n' && c != '\t';
    }

    private static @Nullable String ref(@Nullable JsonValue value) throws BadMessageException {
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString string && string.getString().length() <= MAX_REF) {
            return string.getString();
        }
        throw new BadMessageException("bad_ref", "ref must be a string of at most " + MAX_REF + " characters");
    }

    /** That somebody is here. */
    static Item here(ChatName name) {
        return Item.json(named(name).wire());
    }

    /** That somebody has left. */
    static Item left(ChatName name) {
        return Item.json(named(name).member("left", true).wire());
    }

    /**
     * What somebody said.
     *
     * @param at milliseconds since the epoch
     */
    static Item said(ChatName name, WireText text, long at, @Nullable String ref) {
        return Item.json(named(name)
                .member("text", text)
                .member("at", at)
                .member("ref", ref)
                .wire());
    }

    private static JsonWriter named(ChatName name) {
        return new JsonWriter().object().member("name", name.text());
    }
}
