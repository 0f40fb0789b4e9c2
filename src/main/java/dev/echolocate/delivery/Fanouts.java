package dev.echolocate.delivery;

import dev.echolocate.feed.Feed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fan-out of each feed that has subscribers. Thread-safe. */
final class Fanouts {
    private final Hub hub;
    private final Map<Feed, Fanout> fanouts = new HashMap<>();

    Fanouts(Hub hub) {
        this.hub = hub;
    }

    /** On the stripe: the feed's fan-out, with the subscriber among its own. */
    Fanout join(Feed feed, Subscriber subscriber) {
        Fanout fanout;
        synchronized (this) {
            fanout = fanouts.computeIfAbsent(feed, f -> new Fanout(hub, f, hub.stripe(f.hashCode()), hub.stripes()));
            fanout.holders++;
        }
        fanout.add(subscriber);
        return fanout;
    }

    /** On the stripe. */
    void leave(Fanout fanout, Subscriber subscriber) {
        fanout.remove(subscriber);
        synchronized (this) {
            if (--fanout.holders == 0) {
                fanouts.remove(fanout.feed());
                fanout.close();
            }
        }
    }

    void tick(long nowMillis) {
        List<Fanout> all;
        synchronized (this) {
            all = List.copyOf(fanouts.values());
        }
        all.forEach(fanout -> fanout.tick(nowMillis));
    }

    synchronized int count() {
        return fanouts.size();
    }
}
