package dev.echolocate.feed;

import dev.echolocate.base.Key;
import java.time.Duration;

/** What feeds may hold: what {@link FeedLimits} are made of. */
public final class FeedKeys {
    public static final Key<Long> MAX_BYTES = Key.heapShare("feeds.max-bytes", 4)
            .means("What all feeds together hold for readers that come late: messages, positions and names. Above it"
                    + " the oldest messages go, of the largest channels first; those that an address above its share has"
                    + " made go before. The newest 8 KiB of each channel stay; where nothing else is left, new channels"
                    + " and rooms are refused.");

    public static final Key<Integer> MAX = Key.whole("feeds.max", 10_000, 1, 1_000_000)
            .means("Channels and rooms at one time; a room of the chat counts as two, and"
                    + " a room as one, with its map and meeting point, as four. One more takes the place of"
                    + " one that nobody uses and that holds nothing; no messages and no reserved names go for it. Where"
                    + " there is no such place, it is refused.");

    public static final Key<Duration> IDLE = Key.duration("feeds.idle", "60s", "1s", "24h")
            .means("How long a channel or room that nobody uses is kept, for clients that reconnect.");

    public static final Key<Integer> MAX_PEOPLE = Key.whole("tracker.max-people", 10_000, 1, 100_000)
            .means("Ids in one room, and names in a room of the chat. One more is refused until somebody has left.");

    private FeedKeys() {}
}
