package dev.echolocate.delivery;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Enduring;
import dev.echolocate.base.Threads;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A few threads for what may block, and a bounded queue for them. An address has a share of both, so that one whose tasks
 * block keeps threads free for the others; and addresses that wait have their turns one after another. Thread-safe; nothing
 * here blocks but {@link #close}.
 */
final class Pool {
    private final ThreadPoolExecutor threads;
    private final Budget running;
    private final Budget queued;

    /** Tasks that wait. Who is first has waited longest for a turn. */
    private final Map<Address, Queue<Runnable>> waiting = new LinkedHashMap<>();

    private boolean closed;

    /**
     * Threads that end when they have nothing to do.
     *
     * @param size threads
     * @param places tasks that may wait
     * @param shares whether an address has no more than a share while most is in use
     */
    Pool(int size, int places, boolean shares, ThreadFactory factory) {
        threads = new ThreadPoolExecutor(size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
        running = new Budget(size, shares);
        queued = new Budget(places, shares);
    }

    /**
     * Runs a task on one of the threads, soon.
     *
     * @return false where nobody will: too many wait, or too many of this address, or the server has stopped
     */
    boolean execute(Address who, Runnable task) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            if (running.tryTake(who, 1) != Budget.Taken.YES) {
                if (queued.tryTake(who, 1) != Budget.Taken.YES) {
                    return false;
                }
                waiting.computeIfAbsent(who, address -> new ArrayDeque<>()).add(task);
                return true;
            }
        }
        start(who, task);
        return true;
    }

    private void start(Address who, Runnable task) {
        try {
            threads.execute(() -> {
                Enduring.run("a task that may block", task);
                finished(who);
            });
        } catch (RejectedExecutionException stopped) {
            finished(who);
        }
    }

    private void finished(Address who) {
        Runnable next;
        synchronized (this) {
            running.give(who, 1);
            next = closed ? null : next();
            notifyAll();
        }
        if (next != null) {
            next.run();
        }
    }

    /** What may run now, of who has waited longest among those who may have a thread; null where there is none. */
    private @Nullable Runnable next() {
        for (Iterator<Map.Entry<Address, Queue<Runnable>>> all =
                        waiting.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<Address, Queue<Runnable>> entry = all.next();
            Address who = entry.getKey();
            if (running.tryTake(who, 1) == Budget.Taken.YES) {
                queued.give(who, 1);
                all.remove();
                Queue<Runnable> tasks = entry.getValue();
                Runnable task = tasks.remove();
                if (!tasks.isEmpty()) {
                    waiting.put(who, tasks);
                }
                return () -> start(who, task);
            }
        }
        return null;
    }

    /** How many tasks wait. */
    long waiting() {
        return queued.used();
    }

    /** As of now, under a name. */
    Threads look(String name) {
        return new Threads(name, running.used(), running.limit(), queued.used(), queued.limit());
    }

    /** Takes no more, drops what waits, and gives what runs so long to end. */
    void close(long graceMillis) {
        synchronized (this) {
            closed = true;
            waiting.clear();
        }
        Waiting.until(this, () -> running.used() == 0, graceMillis);
        threads.shutdownNow();
    }
}
