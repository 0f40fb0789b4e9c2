package dev.echolocate.broadcast;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.WireText;
import dev.echolocate.delivery.FeedPosition;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Engine;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.Log;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every message to every session of a channel, the sender's too, in one order for all. A channel is a Log. Thread-safe. */
public final class Broadcast {
    /** Members that are not ours, and are ignored; nested ones are not. */
    private static final int MAX_OTHERS = 16;

    /** Characters around a message. */
    private static final int WRAPPING = 16;

    private final Engine engine;

    public Broadcast(Engine engine) {
        this.engine = engine;
    }

    /**
     * Opens a channel.
     *
     * @param address whom it is counted to, where it is new
     */
    public CompletionStage<Handle<Log>> channel(String name, Address address) {
        return engine.log("broadcast/" + name, address);
    }

    /** A channel for somebody who looks once: where nobody uses it, nothing is made. */
    public CompletionStage<Handle<Log>> existing(String name) {
        return engine.existingLog("broadcast/" + name);
    }

    /**
     * Where somebody reads on.
     *
     * @param handle closed when the reader ends
     * @param from where it begins that comes for the first time, and again where its cursor can't be continued
     * @param since the cursor that it brings back, or null
     */
    public static FeedPosition feedPosition(Handle<Log> handle, Cursor from, @Nullable String since) {
        Log log = handle.feed();
        // Where the feed has begun anew meanwhile, it begins with what comes now.
        Supplier<@Nullable Cursor> again = () -> {
            Cursor head = log.head();
            return from.isNothing() || from.epoch().equals(head.epoch()) ? from : head;
        };
        return since == null ? FeedPosition.fresh(handle, from, log::head) : FeedPosition.resume(handle, since, again);
    }

    public static Item text(WireText text) {
        WireText json = new JsonWriter(text.text().length() + WRAPPING)
                .object()
                .member("text", text)
                .wire();
        return Item.text(json, text);
    }

    /** A binary message. The bytes are not copied. */
    public static Item binary(byte[] bytes) {
        String base64 = Base64.getEncoder().encodeToString(bytes);
        WireText json = new JsonWriter(base64.length() + WRAPPING)
                .object()
                .token("binary", base64)
                .wire();
        return Item.binary(json, bytes);
    }

    /** A message in {@code feed.v1}: {@code {"text": …}} or {@code {"binary": <base64>}} (RFC 4648 4). */
    public static Item decode(String json) throws BadMessageException {
        return Json.read(json, Broadcast::decode);
    }

    /** Refuses at the first event that no broadcast has: it may be long, and this runs where frames are read. */
    private static Item decode(JsonParser parser, Event first) throws BadMessageException {
        must(first == Event.START_OBJECT);
        String text = null;
        String binary = null;
        int others = 0;
        while (parser.next() == Event.KEY_NAME) {
            String name = parser.getString();
            Event value = parser.next();
            must(value != Event.START_OBJECT && value != Event.START_ARRAY);
            if (name.equals("text")) {
                must(value == Event.VALUE_STRING);
                text = parser.getString();
            } else if (name.equals("binary")) {
                must(value == Event.VALUE_STRING);
                binary = parser.getString();
            } else {
                must(++others <= MAX_OTHERS);
            }
        }
        must((text == null) != (binary == null));
        return text != null ? text(WireText.of(text)) : bytes(String.valueOf(binary));
    }

    private static Item bytes(String base64) throws BadMessageException {
        try {
            return binary(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new BadMessageException("bad_message", "binary is not base64 (RFC 4648 4)");
        }
    }

    private static void must(boolean expected) throws BadMessageException {
        if (!expected) {
            throw new BadMessageException("bad_message", "a broadcast is {\"text\": …} or {\"binary\": <base64>}");
        }
    }
}
