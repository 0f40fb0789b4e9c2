package dev.echolocate.web;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.chat.ChatProtocol;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * What a client says in a room. Immutable.
 *
 * @param part whose it is
 * @param body as the decoder of that part takes it, which ignores {@code of}
 */
public record RoomMessage(RoomPart part, String body) {
    private static final String EXPECTED = "a JSON object with \"of\": \"map\", \"people\", \"chat\" or \"place\"";

    /** Decodes {@code {"of", …}}; several positions are {@code {"of": "map", "positions": […]}}. */
    public static RoomMessage decode(String json) throws BadMessageException {
        JsonObject object = Json.object(Json.parse(json), EXPECTED);
        RoomPart part = RoomPart.of(object.get("of"));
        JsonValue positions = object.get("positions");
        return new RoomMessage(part, part == RoomPart.MAP && positions != null ? several(positions) : json);
    }

    private static String several(JsonValue positions) throws BadMessageException {
        if (positions instanceof JsonArray array && !array.isEmpty() && array.get(0) instanceof JsonObject) {
            return array.toString();
        }
        throw new BadMessageException(
                        "bad_message", "positions must be an array of {\"id\", \"lat\", \"lon\", \"at\", …}")
                .of(RoomPart.MAP.word());
    }

    /** What it says to the chat: a text is the chat's, and who comes, stays or leaves is the people's. */
    public ChatProtocol.ChatMessage chat() throws BadMessageException {
        ChatProtocol.ChatMessage message = ChatProtocol.decode(body);
        if (message.says() != (part == RoomPart.CHAT)) {
            throw new BadMessageException("bad_of", "a text is of \"chat\"; a name, here and left are of \"people\"")
                    .about(message.ref());
        }
        return message;
    }
}
