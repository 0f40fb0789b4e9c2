package dev.echolocate.tracker;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.base.Words;
import dev.echolocate.feed.Item;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The tracker's messages: {@code [id, lat, lon]}, or the JSON object. Both are understood in both dialects. Pure. */
public final class TrackerProtocol {
    private static final int MAX_NAME = 64;

    /** How far a sender's clock may be ahead of ours. */
    private static final long CLOCK_SKEW_MILLIS = 60_000;

    /** In March 1973. What is below it was meant in seconds, or is the time of a clock that was never set. */
    private static final long EARLIEST_MILLIS = 100_000_000_000L;

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
        double latitude = required("lat", array.get(1), -90, 90);
        double longitude = required("lon", array.get(2), -180, 180);
        return new TrackerMessage(id, new Position(id, null, latitude, longitude, null, null, null, null, null, false));
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
        double max = Double.MAX_VALUE;
        String name = name(object.get("name"));
        double latitude = required("lat", object.get("lat"), -90, 90);
        double longitude = required("lon", object.get("lon"), -180, 180);
        Double accuracy = optional("accuracy", object.get("accuracy"), 0, max);
        Position position = new Position(
                id,
                name,
                latitude,
                longitude,
                accuracy,
                optional("altitude", object.get("altitude"), -max, max),
                optional("heading", object.get("heading"), 0, 360),
                optional("speed", object.get("speed"), 0, max),
                time(object.get("at"), now),
                paused(object.get("paused")));
        if (latitude == 0 && longitude == 0 && (accuracy == null || accuracy == 0)) {
            throw new BadMessageException(
                    "no_fix",
                    "0, 0 is what a receiver says that knows no place; if it is meant, say its accuracy, too");
        }
        return new TrackerMessage(id, position);
    }

    private static @Nullable String name(@Nullable JsonValue value) throws BadMessageException {
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString string && Words.plain(string.getString(), MAX_NAME)) {
            return string.getString();
        }
        throw new BadMessageException(
                "bad_name",
                "name must be 1 to " + MAX_NAME + " visible characters, and none that controls the text around it");
    }

    private static boolean paused(@Nullable JsonValue value) throws BadMessageException {
        if (value == null || value == JsonValue.FALSE || value == JsonValue.TRUE) {
            return value == JsonValue.TRUE;
        }
        throw new BadMessageException("bad_paused", "paused must be true or false");
    }

    private static @Nullable Long time(@Nullable JsonValue value, long now) throws BadMessageException {
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        double at = value instanceof JsonNumber number ? number.doubleValue() : -1;
        if (at >= EARLIEST_MILLIS && at <= now + (double) CLOCK_SKEW_MILLIS) {
            return Long.valueOf((long) at);
        }
        throw new BadMessageException(
                "bad_at",
                "at must be milliseconds since 1970 (not seconds), and no more than a minute ahead of the server's time, which is "
                        + now + " (" + Instant.ofEpochMilli(now) + ")",
                now);
    }

    private static @Nullable Double optional(String field, @Nullable JsonValue value, double min, double max)
            throws BadMessageException {
        return value == null || value == JsonValue.NULL ? null : (Double) required(field, value, min, max);
    }

    private static double required(String field, @Nullable JsonValue value, double min, double max)
            throws BadMessageException {
        if (value instanceof JsonNumber number) {
            double given = number.doubleValue();
            if (Double.isFinite(given) && given >= min && given <= max) {
                return given == 0 ? 0 : given;
            }
        }
        throw new BadMessageException("bad_" + field, field + " must be " + range(min, max));
    }

    private static String range(double min, double max) {
        if (min == -Double.MAX_VALUE) {
            return "a finite number";
        }
        return max == Double.MAX_VALUE
                ? "a number, not below " + Decimals.of(min)
                : "a number from " + Decimals.of(min) + " to " + Decimals.of(max);
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
        json.append(",\"at\":").append(at).append(position.paused() ? ",\"paused\":true}" : "}");
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
