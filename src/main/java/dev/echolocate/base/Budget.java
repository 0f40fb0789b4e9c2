package dev.echolocate.base;

import java.util.concurrent.atomic.AtomicLong;

/** A number of bytes that many may take from and give back. Thread-safe, never blocks. */
public final class Budget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /**
     * @param limit bytes, at least 0
     */
    public Budget(long limit) {
        this.limit = limit;
    }

    /** Takes all of {@code bytes} or nothing. */
    public boolean tryTake(long bytes) {
        long now = used.get();
        while (now + bytes <= limit) {
            if (used.compareAndSet(now, now + bytes)) {
                return true;
            }
            now = used.get();
        }
        return false;
    }

    /** Takes {@code bytes} even beyond the limit; false says that it is exceeded now. */
    public boolean take(long bytes) {
        return used.addAndGet(bytes) <= limit;
    }

    public void give(long bytes) {
        used.addAndGet(-bytes);
    }

    public long used() {
        return used.get();
    }

    public long limit() {
        return limit;
    }
}
