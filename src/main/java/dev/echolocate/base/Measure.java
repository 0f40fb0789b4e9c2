package dev.echolocate.base;

import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** A number of a position, and its range: as in W3C Geolocation, degrees are of WGS 84. */
public enum Measure {
    /** Degrees. */
    LATITUDE("lat", -90, 90),
    /** Degrees. */
    LONGITUDE("lon", -180, 180),
    /** Metres. */
    ACCURACY("accuracy", 0, Double.MAX_VALUE),
    /** Metres. */
    ALTITUDE("altitude", -Double.MAX_VALUE, Double.MAX_VALUE),
    /** Degrees clockwise from north. */
    HEADING("heading", 0, 360),
    /** Metres a second. */
    SPEED("speed", 0, Double.MAX_VALUE);

    private final String field;
    private final double least;
    private final double most;

    Measure(String field, double least, double most) {
        this.field = field;
        this.least = least;
        this.most = most;
    }

    /** As messages name it. */
    public String field() {
        return field;
    }

    /** The number that a message has, or null; not {@link #checked} yet. */
    public @Nullable Double number(@Nullable JsonValue value) throws BadMessageException {
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonNumber number) {
            return number.doubleValue();
        }
        throw wrong();
    }

    /** The number, where it is one of these; -0 is 0. */
    public double checked(@Nullable Double given) throws BadMessageException {
        if (given != null && Double.isFinite(given) && given >= least && given <= most) {
            return given == 0 ? 0 : given;
        }
        throw wrong();
    }

    /** As above, where it may be missing. */
    @Nullable
    public Double optional(@Nullable Double given) throws BadMessageException {
        return given == null ? null : (Double) checked(given);
    }

    /** What is said to who sent something else. */
    public BadMessageException wrong() {
        return new BadMessageException("bad_" + field, field + " must be " + range());
    }

    private String range() {
        if (least == -Double.MAX_VALUE) {
            return "a finite number";
        }
        return most == Double.MAX_VALUE
                ? "a number, not below " + Decimals.of(least)
                : "a number from " + Decimals.of(least) + " to " + Decimals.of(most);
    }
}
