package dev.echolocate.tracker;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Measure;
import dev.echolocate.base.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody was, valid as it is.
 *
 * @param latitude degrees, -90 to 90 (WGS 84, as in W3C Geolocation)
 * @param longitude degrees, -180 to 180
 * @param accuracy metres, not negative
 * @param altitude metres
 * @param heading degrees clockwise from north, 0 to 360
 * @param speed metres a second, not negative
 * @param at when, in milliseconds since the epoch; null: when it came in
 * @param until when it is to leave, however long its session lives, in milliseconds since the epoch; null: no such time
 * @param paused whether no more is to be expected for now: the phone is locked, or the tab hidden
 */
public record Position(
        Id id,
        @Nullable String name,
        double latitude,
        double longitude,
        @Nullable Double accuracy,
        @Nullable Double altitude,
        @Nullable Double heading,
        @Nullable Double speed,
        @Nullable Long at,
        @Nullable Long until,
        boolean paused) {
    private static final int MAX_NAME = 64;

    /** How far a sender's clock may be ahead of ours. */
    private static final long CLOCK_SKEW_MILLIS = 60_000;

    /** For how long somebody can say to share at most. */
    private static final long LONGEST_MILLIS = 24 * 60 * 60 * 1000L;

    /** In March 1973. What is below it was meant in seconds, or is the time of a clock that was never set. */
    private static final long EARLIEST_MILLIS = 100_000_000_000L;

    /**
     * The position, where all of it is valid, from whatever decoder it comes.
     *
     * @param at milliseconds since the epoch, maybe with a fraction; null: when it came in
     * @param until milliseconds since the epoch, after {@code now} and at most 24 h ahead, maybe with a fraction; null: no such time
     * @param now milliseconds since the epoch, by the server's clock
     * @throws BadMessageException says which member is wrong, and what it must be
     */
    public static Position of(
            Id id,
            @Nullable String name,
            @Nullable Double latitude,
            @Nullable Double longitude,
            @Nullable Double accuracy,
            @Nullable Double altitude,
            @Nullable Double heading,
            @Nullable Double speed,
            @Nullable Double at,
            @Nullable Double until,
            boolean paused,
            long now)
            throws BadMessageException {
        Position position = new Position(
                id,
                name(name),
                Measure.LATITUDE.checked(latitude),
                Measure.LONGITUDE.checked(longitude),
                Measure.ACCURACY.optional(accuracy),
                Measure.ALTITUDE.optional(altitude),
                Measure.HEADING.optional(heading),
                Measure.SPEED.optional(speed),
                at == null ? null : (Long) time(at, now),
                until == null ? null : (Long) until(until, now),
                paused);
        if (position.isNoFix()) {
            throw new BadMessageException(
                    "no_fix",
                    "0, 0 is what a receiver says that knows no place; if it is meant, say its accuracy, too");
        }
        return position;
    }

    private static @Nullable String name(@Nullable String given) throws BadMessageException {
        if (given == null || Words.plain(given, MAX_NAME)) {
            return given;
        }
        throw badName();
    }

    /** What is said to who sent a name that is none. */
    static BadMessageException badName() {
        return new BadMessageException(
                "bad_name",
                "name must be 1 to " + MAX_NAME + " visible characters, and none that controls the text around it");
    }

    private static long time(double at, long now) throws BadMessageException {
        if (at >= EARLIEST_MILLIS && at <= now + (double) CLOCK_SKEW_MILLIS) {
            return (long) at;
        }
        throw badTime(now);
    }

    /** What is said to who sent a time that is none, or not yet. */
    static BadMessageException badTime(long now) {
        return new BadMessageException(
                "bad_at",
                "at must be milliseconds since 1970 (not seconds), and no more than a minute ahead of the server's time, which is "
                        + now + " (" + Instant.ofEpochMilli(now) + ")",
                now);
    }

    private static long until(double until, long now) throws BadMessageException {
        if (until > now && until <= now + (double) LONGEST_MILLIS) {
            return (long) until;
        }
        throw badUntil(now);
    }

    /** What is said to who sent an end that is none, is over, or is too far off. */
    static BadMessageException badUntil(long now) {
        return new BadMessageException(
                "bad_until",
                "until must be milliseconds since 1970, after the server's time, which is " + now + " ("
                        + Instant.ofEpochMilli(now) + "), and at most 24 hours ahead of it",
                now);
    }

    private boolean isNoFix() {
        return latitude == 0 && longitude == 0 && (accuracy == null || accuracy == 0);
    }
}
