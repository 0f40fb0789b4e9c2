package dev.echolocate.place;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Measure;
import dev.echolocate.base.Words;
import org.jspecify.annotations.Nullable;

/**
 * A place to meet at, valid as it is.
 *
 * @param latitude degrees, -90 to 90 (WGS 84)
 * @param longitude degrees, -180 to 180
 * @param name what it is called, or null
 */
public record MeetingPoint(
        double latitude, double longitude, @Nullable String name) {
    private static final int MAX_NAME = 64;

    /**
     * The place, where all of it is valid. 0, 0 is one: somebody has chosen it, and no receiver.
     *
     * @throws BadMessageException says which member is wrong, and what it must be
     */
    public static MeetingPoint of(@Nullable Double latitude, @Nullable Double longitude, @Nullable String name)
            throws BadMessageException {
        return new MeetingPoint(
                Measure.LATITUDE.checked(latitude), Measure.LONGITUDE.checked(longitude), label("name", name));
    }

    /** What a place, or a person, is called: a name as it is, or null. */
    static @Nullable String label(String field, @Nullable String given) throws BadMessageException {
        if (given == null || Words.plain(given, MAX_NAME)) {
            return given;
        }
        throw badLabel(field);
    }

    /** What is said to who sent something else. */
    static BadMessageException badLabel(String field) {
        return new BadMessageException(
                "bad_" + field,
                field + " must be 1 to " + MAX_NAME + " visible characters, and none that controls the text around it");
    }
}
