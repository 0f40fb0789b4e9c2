package dev.echolocate.map;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a map says of itself. Immutable.
 *
 * @param attribution who made it, as text; null where it doesn't say
 * @param date of its data, as in 2026-11-30; null where it doesn't say
 */
record Metadata(@Nullable String attribution, @Nullable String date) {
    static final int MAX_ATTRIBUTION = 300;

    private static final Metadata NONE = new Metadata(null, null);

    /** Those of Protomaps and of Planetiler. */
    private static final String DATE = "planetiler:osm:osmosisreplicationtime";

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern NOT_SHOWN = Pattern.compile("[\\p{Cntrl}\\s]+");

    /** Of JSON, as a file has it. Where it is none, it says nothing: a map is a map without. */
    static Metadata of(byte[] json) {
        try {
            JsonObject said = Json.object(Json.parse(new String(json, StandardCharsets.UTF_8)), "an object");
            String attribution = text(said.get("attribution"));
            String date = text(said.get(DATE));
            return new Metadata(
                    attribution == null ? null : plain(attribution),
                    date != null && DAY.matcher(date).lookingAt() ? date.substring(0, "2026-11-30".length()) : null);
        } catch (BadMessageException e) {
            return NONE;
        }
    }

    private static @Nullable String text(@Nullable JsonValue value) {
        return value instanceof JsonString string ? string.getString() : null;
    }

    /** Without tags: pages show it as text. */
    static @Nullable String plain(String html) {
        String text = NOT_SHOWN
                .matcher(TAG.matcher(html)
                        .replaceAll("")
                        .replace("&copy;", "©")
                        .replace("&#169;", "©")
                        .replace("&nbsp;", " ")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&"))
                .replaceAll(" ")
                .strip();
        return text.isEmpty() ? null : text.substring(0, Math.min(text.length(), MAX_ATTRIBUTION));
    }
}
