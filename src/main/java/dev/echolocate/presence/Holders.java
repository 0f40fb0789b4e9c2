package dev.echolocate.presence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions of this node live under a key, the one that wrote last at the end. Several may be one person: a login's, or some
 * with one secret. Thread-safe.
 */
final class Holders {
    private final Map<ClaimedKey, Set<Claimant>> byPlace = new HashMap<>();

    /** A key on a Board. */
    record ClaimedKey(String board, String key) {
        /** Written out for the reason that {@link dev.echolocate.feed.Cursor} gives. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ClaimedKey that && key.equals(that.key) && board.equals(that.board);
        }

        @Override
        public int hashCode() {
            return board.hashCode() * 31 + key.hashCode();
        }
    }

    /** A session has written: it is the last one now. */
    synchronized void add(ClaimedKey place, Claimant holder) {
        Set<Claimant> holders = byPlace.computeIfAbsent(place, p -> new LinkedHashSet<>());
        holders.remove(holder);
        holders.add(holder);
    }

    /** Takes a session out. */
    synchronized void remove(ClaimedKey place, Claimant holder) {
        Set<Claimant> holders = byPlace.get(place);
        if (holders != null && holders.remove(holder) && holders.isEmpty()) {
            byPlace.remove(place);
        }
    }

    /** The one of an owner's sessions that wrote last, or null. */
    synchronized @Nullable Claimant last(ClaimedKey place, String proof) {
        Claimant last = null;
        for (Claimant holder : byPlace.getOrDefault(place, Set.of())) {
            if (holder.is(proof)) {
                last = holder;
            }
        }
        return last;
    }

    /** All of them. */
    synchronized List<Claimant> at(ClaimedKey place) {
        return new ArrayList<>(byPlace.getOrDefault(place, Set.of()));
    }
}
