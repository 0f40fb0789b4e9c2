package dev.echolocate.delivery;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All sessions of this node. Thread-safe. */
final class Sessions {
    private final Set<Subscriber> all = ConcurrentHashMap.newKeySet();

    void add(Subscriber session) {
        all.add(session);
    }

    void remove(Subscriber session) {
        all.remove(session);
        if (all.isEmpty()) {
            synchronized (all) {
                all.notifyAll();
            }
        }
    }

    int count() {
        return all.size();
    }

    void forEach(Consumer<Subscriber> what) {
        all.forEach(what);
    }

    /** Blocks until nobody is left, for so long at most. */
    void awaitNobody(long withinMillis) {
        // Not the delivery's clock: this waits for real.
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMillis);
        try {
            synchronized (all) {
                long left = withinMillis;
                while (!all.isEmpty() && left > 0) {
                    all.wait(left);
                    left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
