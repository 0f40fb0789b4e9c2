package dev.echolocate.feed;

import java.util.Collection;
import java.util.List;

/**
 * What became of keys that were to be kept.
 *
 * @param outcome DONE where all were kept; NOT_OWNER where some were not, which changes nothing for the others; UNAVAILABLE and
 *     UNKNOWN as for a put
 * @param absent those that are not there, or not any more
 * @param foreign those that are there under another proof or lease
 */
public record Kept(Outcome outcome, Collection<String> absent, Collection<String> foreign) {
    /** Of the keys that were asked for: some that were not kept, or none. */
    static Kept of(Collection<String> absent, Collection<String> foreign) {
        boolean all = absent.isEmpty() && foreign.isEmpty();
        return new Kept(all ? Outcome.DONE : Outcome.NOT_OWNER, absent, foreign);
    }

    /** Nothing is known of any key. */
    public static Kept failed(Outcome outcome) {
        return new Kept(outcome, List.of(), List.of());
    }
}
