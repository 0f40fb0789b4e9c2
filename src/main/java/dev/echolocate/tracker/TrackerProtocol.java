package dev.echolocate.tracker;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Decimals;
import dev.echolocate.base.Json;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.Measure;
import dev.echolocate.base.WireText;
import dev.echolocate.feed.Item;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tracker's messages: {@code [id, lat, lon]}, the JSON object, or an array of those. All are understood in both dialects. Pure.
 */
public final class TrackerProtocol {
    private static final String EXPECTED =
            "a position is [id, latitude, longitude] or {\"id\", \"lat\", \"lon\", …}; {\"id\", \"left\": true} leaves";

    private static final String EXPECTED_IN_BATCH =
            "of several positions each is {\"id\", \"lat\", \"lon\", \"at\", …}";

    private TrackerProtocol() {}

    /**
     * What a client said: where it is, or that it leaves.
     *
     * @param position null where {@code id} leaves
     * @param batch several positions, of which {@code position} is the newest; else null
     */
    public record TrackerMessage(
            Id id, @Nullable Position position, @Nullable PositionBatch batch) {
        TrackerMessage(Id id, @Nullable Position position) {
            this(id, position, null);
        }
    }

    /**
     * Decodes and validates what a client sent.
     *
     * @param now milliseconds since the epoch
     */
    public static TrackerMessage decode(String text, long now) throws BadMessageException {
        JsonValue value = Json.parse(text);
        if (value instanceof JsonArray array) {
            boolean several = !array.isEmpty() && array.get(0) instanceof JsonObject;
            return several ? decodeBatch(array, now) : decode(array);
        }
        return decode(Json.object(value, EXPECTED), now);
    }

    /** As a whole: where one is wrong, nothing is said. */
    private static TrackerMessage decodeBatch(JsonArray array, long now) throws BadMessageException {
        PositionBatch.checkSize(array.size());
        List<Position> positions = new ArrayList<>(array.size());
        for (JsonValue each : array) {
            try {
                Position position =
                        decode(Json.object(each, EXPECTED_IN_BATCH), now).position();
                if (position == null) {
                    throw new BadMessageException("bad_left", "who leaves says so in a message of its own");
                }
                positions.add(position);
            } catch (BadMessageException e) {
                throw PositionBatch.wrong(positions.size(), array.size(), e);
            }
        }
        PositionBatch batch = PositionBatch.of(positions);
        Position newest = batch.newest();
        return new TrackerMessage(newest.id(), newest, batch);
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
        double latitude = Measure.LATITUDE.checked(Measure.LATITUDE.number(array.get(1)));
        double longitude = Measure.LONGITUDE.checked(Measure.LONGITUDE.number(array.get(2)));
        return new TrackerMessage(
                id, new Position(id, null, latitude, longitude, null, null, null, null, null, null, false));
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
                Measure.LATITUDE.number(object.get("lat")),
                Measure.LONGITUDE.number(object.get("lon")),
                Measure.ACCURACY.number(object.get("accuracy")),
                Measure.ALTITUDE.number(object.get("altitude")),
                Measure.HEADING.number(object.get("heading")),
                Measure.SPEED.number(object.get("speed")),
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

    /**
     * Where somebody is.
     *
     * @param id as it was first sent
     * @param at milliseconds since the epoch
     * @param way the points that it adds to the trail
     */
    static Item here(Id id, Position position, long at, String way) {
        String latitude = Decimals.of(position.latitude());
        String longitude = Decimals.of(position.longitude());
        JsonWriter json = new JsonWriter(160).object().raw("id", id.json());
        int from = json.length();
        int bytes = json.bytes();
        json.member("name", position.name());
        Item.Lasting name = new Item.Lasting(from, json.length(), json.bytes() - bytes);
        json.ascii("lat", latitude)
                .ascii("lon", longitude)
                .ascii("accuracy", decimal(position.accuracy()))
                .ascii("altitude", decimal(position.altitude()))
                .ascii("heading", decimal(position.heading()))
                .ascii("speed", decimal(position.speed()))
                .member("at", at)
                .member("until", position.until())
                .flag("paused", position.paused())
                .end();
        return Item.noted(json.wire(), name, bare(id, latitude, longitude), id.json(), way);
    }

    /** That somebody has left. */
    static Item left(Id id) {
        WireText json = new JsonWriter()
                .object()
                .raw("id", id.json())
                .member("left", true)
                .wire();
        return Item.text(json, bare(id, "null", "null"));
    }

    private static WireText bare(Id id, String latitude, String longitude) {
        return new JsonWriter(64)
                .array()
                .raw(id.json())
                .ascii(latitude)
                .ascii(longitude)
                .wire();
    }

    private static @Nullable String decimal(@Nullable Double value) {
        return value == null ? null : Decimals.of(value);
    }
}
