package dev.echolocate.feed;

import dev.echolocate.base.Address;
import dev.echolocate.feed.LocalFeed.Missed;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Feeds that nobody holds and that may go for new ones: the least missed first, of these the longest idle. What was said, and
 * who is expected back, goes for nobody: such feeds are not here. Guarded by the engine.
 */
final class IdleFeeds {
    private final Queue all = new Queue();
    private final Map<Address, Queue> byMaker = new HashMap<>();

    private static final class Queue {
        final Set<LocalFeed> nothing = new LinkedHashSet<>();
        final Set<LocalFeed> traces = new LinkedHashSet<>();

        void put(LocalFeed feed, Missed missed) {
            put(nothing, feed, missed == Missed.NOTHING);
            put(traces, feed, missed == Missed.TRACES);
        }

        private static void put(Set<LocalFeed> feeds, LocalFeed feed, boolean belongs) {
            if (belongs) {
                feeds.add(feed);
            } else {
                feeds.remove(feed);
            }
        }

        @Nullable
        LocalFeed first() {
            Set<LocalFeed> feeds = nothing.isEmpty() ? traces : nothing;
            return feeds.isEmpty() ? null : feeds.iterator().next();
        }
    }

    /** A feed idles, or what it holds has changed while it did. */
    void put(LocalFeed feed) {
        put(feed, feed.missed());
    }

    /** Somebody holds it again, or it is gone. */
    void remove(LocalFeed feed) {
        put(feed, Missed.MUCH);
    }

    private void put(LocalFeed feed, Missed missed) {
        all.put(feed, missed);
        byMaker.compute(feed.maker, (maker, known) -> {
            Queue queue = known == null ? new Queue() : known;
            queue.put(feed, missed);
            return queue.first() == null ? null : queue;
        });
    }

    /**
     * Which one goes next, or null.
     *
     * @param maker null: whoever made it
     */
    @Nullable
    LocalFeed first(@Nullable Address maker) {
        Queue queue = maker == null ? all : byMaker.get(maker);
        return queue == null ? null : queue.first();
    }
}
