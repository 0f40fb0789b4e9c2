package dev.echolocate.embedded;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A bounded pool of daemon threads whose admission is asked before work is handed over. */
final class Pool {
    private final ThreadPoolExecutor executor;
    private final AtomicInteger admitted = new AtomicInteger();
    private final int capacity;

    Pool(String name, int threads, int queued) {
        this.capacity = threads + queued;
        this.executor = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DaemonThreads.named(name));
        executor.allowCoreThreadTimeOut(true);
    }

    /** Takes a place, which {@link #execute} uses up. False when there is none. */
    boolean admit() {
        if (admitted.incrementAndGet() > capacity) {
            admitted.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Runs the work of an admitted place. Once the pool is closed, it is dropped. */
    void execute(Runnable work) {
        try {
            executor.execute(() -> {
                try {
                    work.run();
                } finally {
                    admitted.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException e) {
            admitted.decrementAndGet();
        }
    }

    /** Interrupts what runs, and waits for it for at most a second. */
    void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
