package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Feed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * A feed on its way to its subscribers on this node. A flush cuts it at its head, reads what came since the last cut once, and
 * hands the cut to the stripes that have subscribers: a task a stripe, never one a session. The first change after a quiet
 * interval is flushed at once.
 */
final class Fanout {
    /** What one read takes at most, and so what one frame carries. */
    static final int READ_BYTES = 64 * 1024;

    /** What a cut keeps for sharing; who is behind it reads for himself. */
    private static final int SHARED_BYTES = 512 * 1024;

    /** How many a stripe wakes before it looks at what else it has to do. */
    private static final int WOKEN_AT_ONCE = 64;

    private static final long FORGET_MILLIS = 2000;

    private static final long MAX_PACE_MILLIS = 1000;

    /** How many times as long as handing a flush over took passes from its beginning to that of the next. */
    private static final int EASE = 2;

    private final Hub hub;
    private final Feed feed;
    private final Stripe home;
    private final List<Set<Subscriber>> subscribers = new ArrayList<>();
    private final AtomicIntegerArray counts;
    private final Feed.Subscription subscription;

    /** Something has changed since the last cut. Cleared before the head is read. */
    private final AtomicBoolean dirty = new AtomicBoolean();

    /** A flush is due, runs, or is being handed to the stripes: no other starts. */
    private final AtomicBoolean busy = new AtomicBoolean();

    /** The least time between two flushes. */
    private final int floorMillis;

    private volatile long lastFlushMillis;

    /** From the last flush's beginning to the next one's. */
    private volatile long paceMillis;

    /** When the flush that is due, or runs, was to begin. Written while busy. */
    private volatile long dueAtMillis;

    private volatile Cut cut;

    /** How many hold it: guarded by the hub. */
    int holders;

    /** @param floorMillis the least time between two flushes */
    Fanout(Hub hub, Feed feed, Stripe home, int stripes, int floorMillis) {
        this.floorMillis = floorMillis;
        this.paceMillis = floorMillis;
        this.hub = hub;
        this.feed = feed;
        this.home = home;
        for (int i = 0; i < stripes; i++) {
            subscribers.add(new HashSet<>());
        }
        this.counts = new AtomicIntegerArray(stripes);
        this.lastFlushMillis = hub.millis() - floorMillis;
        this.cut = Cut.nothing(null, feed.head());
        this.subscription = feed.subscribe(this::changed);
        if (!feed.head().equals(cut.at())) {
            // What came between the head and the subscription.
            changed();
        }
    }

    /**
     * From one flush's beginning to the next one's: so a quiet server delays nothing, and a loaded one batches by itself.
     *
     * @param costMillis how long the one took to be handed to all subscribers
     */
    static long paceMillis(int floorMillis, long costMillis) {
        return Math.max(floorMillis, Math.min(MAX_PACE_MILLIS, EASE * costMillis));
    }

    Feed feed() {
        return feed;
    }

    int floorMillis() {
        return floorMillis;
    }

    Cut cut() {
        return cut;
    }

    /** On the stripe. */
    void add(Subscriber subscriber) {
        int stripe = subscriber.stripe();
        if (subscribers.get(stripe).add(subscriber)) {
            counts.incrementAndGet(stripe);
        }
    }

    /** On the stripe. */
    void remove(Subscriber subscriber) {
        int stripe = subscriber.stripe();
        if (subscribers.get(stripe).remove(subscriber)) {
            counts.decrementAndGet(stripe);
        }
    }

    private int count() {
        int all = 0;
        for (int i = 0; i < counts.length(); i++) {
            all += counts.get(i);
        }
        return all;
    }

    void close() {
        subscription.close();
    }

    /** On the writer's thread. */
    private void changed() {
        dirty.set(true);
        kick();
    }

    private void kick() {
        if (dirty.get() && busy.compareAndSet(false, true)) {
            long due = lastFlushMillis + paceMillis - hub.millis();
            dueAtMillis = hub.millis() + Math.max(0, due);
            if (due <= 0) {
                home.execute(this::flush);
            } else {
                var unused = hub.later(due, () -> home.execute(this::flush));
            }
        }
    }

    /** Gives up what nobody shares any more. */
    void tick(long nowMillis) {
        if (!busy.get() && !cut.isNothing() && nowMillis - lastFlushMillis > FORGET_MILLIS) {
            home.execute(() -> {
                if (!busy.get()) {
                    cut = Cut.nothing(null, cut.at());
                }
            });
        }
    }

    private void flush() {
        lastFlushMillis = hub.millis();
        dirty.set(false);
        // One more than there are stripes: this hand-over itself.
        AtomicInteger handing = new AtomicInteger(1);
        try {
            cut = next();
            for (int i = 0; i < subscribers.size(); i++) {
                int stripe = i;
                // Who joins a stripe counts itself before it looks at the cut: either it sees this one, or is seen
                // here.
                if (counts.get(stripe) > 0) {
                    handing.incrementAndGet();
                    hub.stripe(stripe).later(() -> wake(stripe, handing));
                }
            }
        } finally {
            handed(handing);
        }
    }

    private void wake(int stripe, AtomicInteger handing) {
        // A copy: a subscriber that ends takes itself out.
        wake(stripe, List.of(subscribers.get(stripe).toArray(Subscriber[]::new)), handing);
    }

    /** Some of the subscribers, and the rest behind what else the stripe has to do: a large room makes nobody wait. */
    private void wake(int stripe, List<Subscriber> subscribers, AtomicInteger handing) {
        int now = Math.min(WOKEN_AT_ONCE, subscribers.size());
        try {
            subscribers.subList(0, now).forEach(Subscriber::wake);
        } finally {
            if (now < subscribers.size()) {
                hub.stripe(stripe).later(() -> wake(stripe, subscribers.subList(now, subscribers.size()), handing));
            } else {
                handed(handing);
            }
        }
    }

    private void handed(AtomicInteger handing) {
        if (handing.decrementAndGet() == 0) {
            subscription.reached(cut.at());
            long now = hub.millis();
            hub.counts().lags().add(Math.max(0, now - dueAtMillis));
            paceMillis = paceMillis(floorMillis, now - lastFlushMillis);
            busy.set(false);
            kick();
        }
    }

    private Cut next() {
        Cursor head = feed.head();
        Cursor at = cut.at();
        @Nullable Cut made = null;
        boolean more = at.isBefore(head);
        for (int bytes = 0; more && bytes < SHARED_BYTES; bytes += READ_BYTES) {
            Batch batch = feed.read(at, head, Integer.MAX_VALUE, READ_BYTES);
            if (batch.kind() != Batch.Continuity.NEXT) {
                // Each subscriber finds out for itself, and is told.
                return Cut.nothing(null, head);
            }
            made = new Cut(made, at, batch, hub.epochMillis(), count() > 1);
            at = batch.next();
            more = batch.more();
        }
        return made == null || more ? Cut.nothing(made, more ? head : at) : made;
    }
}
