package dev.echolocate.broadcast;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.base.Text;
import dev.echolocate.feed.Engine;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.Log;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Base64;
import java.util.concurrent.CompletionStage;

/** Every message to every session of a channel, the sender's too, in one order for all. A channel is a Log. Thread-safe. */
public final class Broadcast {
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

    public static Item text(String text) {
        return Item.text("{\"text\":" + Json.quote(text) + "}", text);
    }

    /** A binary message. The bytes are not copied. */
    public static Item binary(byte[] bytes) {
        return Item.binary("{\"binary\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}", bytes);
    }

    /** Bytes of the message itself; text counts as UTF-8. */
    public static long length(Item item) {
        byte[] binary = item.binary();
        String text = item.text();
        return binary != null ? binary.length : text != null ? Text.utf8Length(text) : 0;
    }

    /** A message in {@code feed.v1}: {@code {"text": …}} or {@code {"binary": <base64>}} (RFC 4648 4). */
    public static Item decode(String json) throws BadMessageException {
        String expected = "a broadcast is {\"text\": …} or {\"binary\": <base64>}";
        JsonObject object = Json.object(Json.parse(json), expected);
        JsonValue text = object.get("text");
        JsonValue binary = object.get("binary");
        if (text instanceof JsonString string && binary == null) {
            return text(string.getString());
        }
        if (binary instanceof JsonString string && text == null) {
            try {
                return binary(Base64.getDecoder().decode(string.getString()));
            } catch (IllegalArgumentException e) {
                throw new BadMessageException("bad_message", "binary is not base64 (RFC 4648 4)");
            }
        }
        throw new BadMessageException("bad_message", expected);
    }
}
