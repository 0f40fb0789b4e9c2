package dev.echolocate.base;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A step that is done as often as it was asked for, by one thread at a time: who asks while it is done, from within or from
 * another thread, leaves that to the one that is at it. So a completion that comes inside of what it completes doesn't grow the
 * stack, and no lock is held meanwhile. Thread-safe.
 */
public final class OneAtATime {
    private final Runnable step;
    private final AtomicInteger asked = new AtomicInteger();

    public OneAtATime(Runnable step) {
        this.step = step;
    }

    /** Asks for it once. */
    public void run() {
        if (asked.getAndIncrement() == 0) {
            do {
                step.run();
            } while (asked.decrementAndGet() != 0);
        }
    }
}
