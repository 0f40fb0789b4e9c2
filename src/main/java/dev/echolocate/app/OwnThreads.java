package dev.echolocate.app;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemons, named, that keep no thread's class loader but ours. */
final class OwnThreads implements ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(null, () -> run(task), "echolocate-" + count.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        return thread;
    }

    private void run(Runnable task) {
        running.add(Thread.currentThread());
        try {
            task.run();
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    /** Waits for all of them, so long in all. */
    void join(long millis) {
        long end = TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) + millis;
        try {
            for (Thread thread : running) {
                thread.join(Math.max(1, end - TimeUnit.NANOSECONDS.toMillis(System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
