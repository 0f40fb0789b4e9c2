package dev.echolocate.delivery;

import dev.echolocate.base.Enduring;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One thread that many sessions belong to: all their state is changed there. What is already there runs at once. */
final class Stripe implements Executor {
    private final ThreadPoolExecutor executor;
    private volatile @Nullable Thread thread;

    Stripe(ThreadFactory threads) {
        executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread made = threads.newThread(task);
            thread = made;
            return made;
        });
    }

    @Override
    public void execute(Runnable task) {
        if (Thread.currentThread() == thread) {
            task.run();
            return;
        }
        later(task);
    }

    /** Never at once, and never inside of another task. */
    void later(Runnable task) {
        try {
            executor.execute(Enduring.task("a stripe's task", task));
        } catch (RejectedExecutionException stopped) {
            // The server has stopped: there is nobody left to serve.
        }
    }

    /** How many tasks wait. */
    int waiting() {
        return executor.getQueue().size();
    }

    /** Whether it is at work. */
    boolean busy() {
        return executor.getActiveCount() > 0;
    }

    void close() {
        executor.shutdownNow();
    }
}
