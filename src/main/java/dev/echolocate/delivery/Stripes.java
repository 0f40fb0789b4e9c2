package dev.echolocate.delivery;

import dev.echolocate.base.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** As many stripes as there are processors, two at least. Thread-safe. */
final class Stripes {
    private final List<Stripe> all = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    Stripes(ThreadFactory threads) {
        int count = Math.max(2, Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < count; i++) {
            all.add(new Stripe(threads));
        }
    }

    int count() {
        return all.size();
    }

    /** @param number any */
    Stripe at(int number) {
        return all.get(Math.floorMod(number, all.size()));
    }

    /** The number of one, of all in turn. */
    int next() {
        return Math.floorMod(next.getAndIncrement(), all.size());
    }

    /** What waits for them. */
    Threads look() {
        long waiting = all.stream().mapToLong(Stripe::waiting).sum();
        long busy = all.stream().filter(Stripe::busy).count();
        return new Threads("stripes", busy, all.size(), waiting, Threads.UNBOUNDED);
    }

    void close() {
        all.forEach(Stripe::close);
    }
}
