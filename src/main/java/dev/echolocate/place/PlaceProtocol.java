package dev.echolocate.place;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Decimals;
import dev.echolocate.base.Json;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.Measure;
import dev.echolocate.feed.Item;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** The messages about a meeting point, in and out. Pure. */
public final class PlaceProtocol {
    private static final String EXPECTED = "a place is {\"lat\", \"lon\", …}; {\"left\": true} removes it";

    private PlaceProtocol() {}

    /**
     * What a client wants.
     *
     * @param place where to meet; null: nowhere any more
     * @param by what its sender says that it is called, or null
     */
    public record PlaceMessage(
            @Nullable MeetingPoint place, @Nullable String by) {}

    /** Decodes and validates {@code {"lat", "lon", "name"?, "by"?}} or {@code {"left": true, "by"?}}. */
    public static PlaceMessage decode(String json) throws BadMessageException {
        JsonObject object = Json.object(Json.parse(json), EXPECTED);
        String by = label("by", object.get("by"));
        JsonValue left = object.get("left");
        if (left == JsonValue.TRUE) {
            return new PlaceMessage(null, by);
        }
        if (left != null) {
            throw new BadMessageException("bad_left", "left must be true, or not be there");
        }
        MeetingPoint place = MeetingPoint.of(
                Measure.LATITUDE.number(object.get("lat")),
                Measure.LONGITUDE.number(object.get("lon")),
                label("name", object.get("name")));
        return new PlaceMessage(place, by);
    }

    private static @Nullable String label(String field, @Nullable JsonValue value) throws BadMessageException {
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString string) {
            return MeetingPoint.label(field, string.getString());
        }
        throw MeetingPoint.badLabel(field);
    }

    /**
     * Where to meet.
     *
     * @param at since when, in milliseconds since the epoch
     * @param by who has said so, where that is known
     */
    static Item here(MeetingPoint place, long at, @Nullable String by) {
        return Item.json(new JsonWriter()
                .object()
                .member("name", place.name())
                .ascii("lat", Decimals.of(place.latitude()))
                .ascii("lon", Decimals.of(place.longitude()))
                .member("at", at)
                .member("by", by)
                .wire());
    }

    /**
     * That there is no such place any more.
     *
     * @param by who has removed it, where that is known; null, too, where its time was over
     */
    static Item left(@Nullable String by) {
        return Item.json(
                new JsonWriter().object().member("left", true).member("by", by).wire());
    }
}
