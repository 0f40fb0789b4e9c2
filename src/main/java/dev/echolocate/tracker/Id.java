package dev.echolocate.tracker;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Decimals;
import dev.echolocate.base.Json;
import dev.echolocate.base.Words;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is in a room: {@code 5} and {@code "5"} are one, told to everybody as it was first sent. So are {@code 5}
 * and {@code 5.0}: whoever reads them as doubles (RFC 8259 6) can't tell them apart, and nobody may pass for somebody else.
 *
 * @param key what makes it one: the text, or the number as ECMAScript writes it
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
            double given = number.doubleValue();
            if (text.length() <= MAX_LENGTH && Double.isFinite(given)) {
                return new Id(Decimals.of(given), text);
            }
        }
        throw new BadMessageException(
                "bad_id", "id must be a number, or a string of 1 to " + MAX_LENGTH + " visible characters");
    }
}
