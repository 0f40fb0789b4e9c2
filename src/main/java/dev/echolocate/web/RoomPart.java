package dev.echolocate.web;

import dev.echolocate.base.BadMessageException;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** What a room is made of: each is a feed, and whatever is read or sent there says whose it is. */
public enum RoomPart {
    /** Who is here under a name: a Board of the chat's. */
    PEOPLE("people"),
    /** What is said: the Log of the chat. */
    CHAT("chat"),
    /** Where the room wants to meet: a Board of its own. */
    PLACE("place"),
    /** Who is where: the Board of the tracker. */
    MAP("map");

    private final String word;

    RoomPart(String word) {
        this.word = word;
    }

    /** As on the wire. */
    public String word() {
        return word;
    }

    /** The part that a message says it is for. */
    static RoomPart of(@Nullable JsonValue of) throws BadMessageException {
        for (RoomPart part : values()) {
            if (of instanceof JsonString string && string.getString().equals(part.word)) {
                return part;
            }
        }
        throw new BadMessageException(
                "bad_of", "of must say whose the message is: \"map\", \"people\", \"chat\" or \"place\"");
    }
}
