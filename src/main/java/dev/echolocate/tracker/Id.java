package dev.echolocate.tracker;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is in a room: {@code 5} and {@code "5"} are one, told to everybody as it was first sent.
 *
 * @param key what makes it one
 * @param json as it was sent
 */
public record Id(String key, String json) {
    /** Characters of a string, or of a number as it is written. */
    static final int MAX_LENGTH = 64;

    static Id of(String text) {
        return new Id(text, Json.quote(text));
    }

    static Id decode(@Nullable JsonValue value) throws BadMessageException {
        if (value instanceof JsonString string && Words.plain(string.getString(), MAX_LENGTH)) {
            return of(string.getString());
        }
        if (value instanceof JsonNumber number) {
            String text = number.toString();
            if (text.length() <= MAX_LENGTH) {
                return new Id(text, text);
            }
        }
        throw new BadMessageException(
                "bad_id", "id must be a number, or a string of 1 to " + MAX_LENGTH + " visible characters");
    }
}
