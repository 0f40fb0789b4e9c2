package dev.echolocate.delivery;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All sessions of this node, and their end. Thread-safe. */
final class Sessions {
    /** For those who are cut off at the end to give back what they hold. */
    private static final long TIDY_MILLIS = 500;

    private final Set<Subscriber> all = ConcurrentHashMap.newKeySet();
    private final PendingWrites writes = new PendingWrites();
    private volatile boolean closing;
    private volatile boolean stopped;

    /** Whether what was accepted may still come to those who follow a feed. */
    private volatile boolean writing = true;

    /** One begins; who comes while all end is ended, too. */
    void add(Subscriber session) {
        all.add(session);
        if (stopped) {
            session.abort(Ending.STOPPING, "the server has stopped");
        } else if (closing) {
            session.drain();
        }
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

    /** Something that was accepted is being written. */
    void write(CompletionStage<?> write) {
        writes.add(write);
    }

    /** While all end: whether what is being written is still waited for. */
    boolean awaitWrites() {
        return writing;
    }

    /** As of {@link Hub#endAll}. */
    void endAll(long withinMillis) {
        long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMillis);
        long politelyNanos = untilNanos - TimeUnit.MILLISECONDS.toNanos(withinMillis) / 3;
        closing = true;
        all.forEach(Subscriber::drain);
        writes.awaitNone(Waiting.leftMillis(politelyNanos));
        writing = false;
        all.forEach(Subscriber::wake);
        awaitNobody(Waiting.leftMillis(politelyNanos));
        all.forEach(Subscriber::hurry);
        awaitNobody(Waiting.leftMillis(untilNanos));
        stop();
        all.forEach(session -> session.abort(Ending.STOPPING, "the server stops"));
        awaitNobody(TIDY_MILLIS);
    }

    /** Nobody is served any more. */
    void stop() {
        closing = true;
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    private void awaitNobody(long withinMillis) {
        Waiting.until(all, all::isEmpty, withinMillis);
    }
}
