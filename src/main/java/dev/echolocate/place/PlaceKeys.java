package dev.echolocate.place;

import dev.echolocate.base.Key;

/** How many rooms may have a meeting point. */
public final class PlaceKeys {
    public static final Key<Integer> MAX = Key.whole("place.max", 1_000, 1, 1_000_000)
            .means("Rooms that have a meeting point at one time. It stays for 12 hours, also while nobody is in the"
                    + " room, and takes one of `feeds.max` meanwhile. In one room more, none can be set.");

    private PlaceKeys() {}
}
