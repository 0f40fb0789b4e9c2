package dev.echolocate.delivery;

import dev.echolocate.feed.Feed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fan-outs of each feed that has subscribers: one for each pace that some of them want. Thread-safe. */
final class Fanouts {
    private final Hub hub;
    private final Map<Feed, List<Fanout>> fanouts = new HashMap<>();

    Fanouts(Hub hub) {
        this.hub = hub;
    }

    /** On the stripe: the feed's fan-out of that pace, with the subscriber among its own. */
    Fanout join(Feed feed, int floorMillis, Subscriber subscriber) {
        Fanout fanout;
        synchronized (this) {
            List<Fanout> ofFeed = fanouts.computeIfAbsent(feed, f -> new ArrayList<>(1));
            Fanout known = find(ofFeed, floorMillis);
            fanout = known == null
                    ? new Fanout(hub, feed, hub.stripe(feed.hashCode()), hub.stripes(), floorMillis)
                    : known;
            if (known == null) {
                ofFeed.add(fanout);
            }
            fanout.holders++;
        }
        fanout.add(subscriber);
        return fanout;
    }

    private static @Nullable Fanout find(List<Fanout> fanouts, int floorMillis) {
        for (Fanout fanout : fanouts) {
            if (fanout.floorMillis() == floorMillis) {
                return fanout;
            }
        }
        return null;
    }

    /** On the stripe. */
    void leave(Fanout fanout, Subscriber subscriber) {
        fanout.remove(subscriber);
        synchronized (this) {
            if (--fanout.holders == 0) {
                List<Fanout> ofFeed = fanouts.getOrDefault(fanout.feed(), List.of());
                ofFeed.remove(fanout);
                if (ofFeed.isEmpty()) {
                    fanouts.remove(fanout.feed());
                }
                fanout.close();
            }
        }
    }

    void tick(long nowMillis) {
        List<Fanout> all;
        synchronized (this) {
            all = fanouts.values().stream().flatMap(Collection::stream).toList();
        }
        all.forEach(fanout -> fanout.tick(nowMillis));
    }

    synchronized int count() {
        return fanouts.values().stream().mapToInt(List::size).sum();
    }
}
