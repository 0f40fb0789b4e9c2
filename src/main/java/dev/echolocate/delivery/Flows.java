package dev.echolocate.delivery;

import dev.echolocate.feed.Feed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The flow of each feed that has readers. Thread-safe. */
final class Flows {
    private final Delivery delivery;
    private final Map<Feed, Flow> flows = new HashMap<>();

    Flows(Delivery delivery) {
        this.delivery = delivery;
    }

    /** On the stripe: the feed's flow, with the reader among its own. */
    Flow join(Feed feed, int stripe, Reader reader) {
        Flow flow;
        synchronized (this) {
            flow = flows.computeIfAbsent(
                    feed, f -> new Flow(delivery, f, delivery.stripe(f.hashCode()), delivery.stripes()));
            flow.holders++;
        }
        flow.add(stripe, reader);
        return flow;
    }

    /** On the stripe. */
    void leave(Flow flow, int stripe, Reader reader) {
        flow.remove(stripe, reader);
        synchronized (this) {
            if (--flow.holders == 0) {
                flows.remove(flow.feed());
                flow.close();
            }
        }
    }

    void tick(long now) {
        List<Flow> all;
        synchronized (this) {
            all = List.copyOf(flows.values());
        }
        all.forEach(flow -> flow.tick(now));
    }

    synchronized int count() {
        return flows.size();
    }
}
