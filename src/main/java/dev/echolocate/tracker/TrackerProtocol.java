package dev.echolocate.tracker;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.feed.Item;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tracker's messages: {@code [id, lat, lon]}, or the JSON object. Both are understood in both dialects. Pure. */
public final class TrackerProtocol {
    private static final String EXPECTED =
            "a position is [id, latitude, longitude] or {\"id\", \"lat\", \"lon\", …}; {\"id\", \"left\": true} leaves";

    private TrackerProtocol() {}

    /**
     * What a client said: where it is, or that it leaves.
     *
     * @param position null where {@code id} leaves
     */
    public record TrackerMessage(Id id, @Nullable Position position) {}

    /**
     * Decodes and validates what a client sent.
     *
     * @param now milliseconds since the epoch
     */
    public static TrackerMessage decode(String text, long now) throws BadMessageException {
        JsonValue value = Json.parse(text);
        if (value instanceof JsonArray array) {
            return decode(array);
        }
        return decode(Json.object(value, EXPECTED), now);
    }

    private static TrackerMessage decode(JsonArray array) throws BadMessageException {
        if (array.size() != 3) {
            throw new BadMessageException("bad_message", EXPECTED);
        }
        Id id = Id.decode(array.get(0));
        if (array.get(1) == JsonValue.NULL && array.get(2) == JsonValue.NULL) {
            return new TrackerMessage(id, null);
        }
        // The plain form says no accuracy, and 0, 0 is a place in it.
        double latitude = Measure.LATITUDE.checked(number(Measure.LATITUDE, array.get(1)));
        double longitude = Measure.LONGITUDE.checked(number(Measure.LONGITUDE, array.get(2)));
        return new TrackerMessage(id, new Position(id, null, latitude, longitude, null, null, null, null, null, null, false));
    }

    private static TrackerMessage decode(JsonObject object, long now) throws BadMessageException {
        Id id = Id.decode(object.get("id"));
        JsonValue left = object.get("left");
        if (left == JsonValue.TRUE) {
            return new TrackerMessage(id, null);
        }
        if (left != null) {
            throw new BadMessageException("bad_left", "left must be true, or not be there");
        }
        Position position = Position.of(
                id,
                name(object.get("name")),
                number(Measure.LATITUDE, object.get("lat")),
                number(Measure.LONGITUDE, object.get("lon")),
                number(Measure.ACCURACY, object.get("accuracy")),
                number(Measure.ALTITUDE, object.get("altitude")),
                number(Measure.HEADING, object.get("heading")),
                number(Measure.SPEED, object.get("speed")),
                time(object.get("at"), () -> Position.badTime(now)),
                time(object.get("until"), () -> Position.badUntil(now)),
                paused(object.get("paused")),
                now);
        return new TrackerMessage(id, position);
    }

    private static @Nullable String name(@Nullable JsonValue value) throws BadMessageException {
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw Position.badName();
    }

    private static boolean paused(@Nullable JsonValue value) throws BadMessageException {
        if (value == null || value == JsonValue.FALSE || value == JsonValue.TRUE) {
            return value == JsonValue.TRUE;
        }
        throw new BadMessageException("bad_paused", "paused must be true or false");
    }

    private static @Nullable Double time(@Nullable JsonValue value, Supplier<BadMessageException> bad)
            throws BadMessageException {
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonNumber number) {
            return number.doubleValue();
        }
        throw bad.get();
    }

    private static @Nullable Double number(Measure measure, @Nullable JsonValue value) throws BadMessageException {
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonNumber number) {
            return number.doubleValue();
        }
        throw measure.wrong();
    }

    /**
     * Where somebody is.
     *
     * @param id as it was first sent
     * @param at milliseconds since the epoch
     */
    static Item here(Id id, Position position, long at) {
        String latitude = Decimals.of(position.latitude());
        String longitude = Decimals.of(position.longitude());
        StringBuilder json = new StringBuilder(160).append("{\"id\":").append(id.json());
        if (position.name() != null) {
            json.append(",\"name\":").append(Json.quote(position.name()));
        }
        json.append(",\"lat\":").append(latitude).append(",\"lon\":").append(longitude);
        optional(json, "accuracy", position.accuracy());
        optional(json, "altitude", position.altitude());
        optional(json, "heading", position.heading());
        optional(json, "speed", position.speed());
        json.append(",\"at\":").append(at);
        if (position.until() != null) {
            json.append(",\"until\":").append(position.until().longValue());
        }
        json.append(position.paused() ? ",\"paused\":true}" : "}");
        return Item.text(json.toString(), '[' + id.json() + ',' + latitude + ',' + longitude + ']')
                .noting(id.json(), Trail.point(position.latitude(), position.longitude(), at));
    }

    /** That somebody has left. */
    static Item left(Id id) {
        return Item.text("{\"id\":" + id.json() + ",\"left\":true}", '[' + id.json() + ",null,null]");
    }

    private static void optional(StringBuilder json, String field, @Nullable Double value) {
        if (value != null) {
            json.append(",\"").append(field).append("\":").append(Decimals.of(value));
        }
    }
}
