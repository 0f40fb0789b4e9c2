package dev.echolocate.feed;

import org.jspecify.annotations.Nullable;

/**
 * What became of a put, and what was there before it: nobody has to read first to decide what to write.
 *
 * @param before the entry of the key when the put was judged, where it was present; null where it was not, or where nothing is
 *     known
 */
public record Written(Outcome outcome, @Nullable Entry before) {
    /** Nothing is known of what was there. */
    public static Written of(Outcome outcome) {
        return new Written(outcome, null);
    }
}
