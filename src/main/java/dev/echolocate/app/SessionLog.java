package dev.echolocate.app;

import dev.echolocate.base.Enduring;
import dev.echolocate.base.Key;
import dev.echolocate.delivery.Over;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A line for each session that is over: never what was said, nor a query, a room or a name. Lines are written on a thread of
 * its own, because a log may block; what it can't keep up with is left out, and said. Thread-safe; only {@link #close} blocks.
 */
final class SessionLog implements AutoCloseable {
    static final Key<Boolean> SESSIONS = Key.onOrOff("log.sessions", false)
            .means("Whether each session has a line in the log at its end: when it began, how long it took, service,"
                    + " transport, why it ended, address, messages and bytes in both directions. Never what was said,"
                    + " nor a query, a room or a name. The logger is `dev.echolocate.sessions`.");

    /** Operators can send them where they like. */
    static final String NAME = "dev.echolocate.sessions";

    private static final Logger LOG = System.getLogger(NAME);
    private static final int MAX_WAITING = 4_096;
    private static final long CLOSE_MILLIS = 500;
    private static final double MILLIS = 1000;

    private final Addresses addresses;
    private final ThreadPoolExecutor writer;
    private final AtomicLong leftOut = new AtomicLong();

    SessionLog(Addresses addresses, ThreadFactory threads) {
        this.addresses = addresses;
        writer = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), threads);
        writer.allowCoreThreadTimeOut(true);
    }

    void over(Over session) {
        try {
            writer.execute(() -> Enduring.run("a line of the log", () -> write(session)));
        } catch (RejectedExecutionException full) {
            leftOut.incrementAndGet();
        }
    }

    private void write(Over session) {
        long missing = leftOut.getAndSet(0);
        if (missing > 0) {
            LOG.log(Level.WARNING, missing + " sessions have ended that are not written here: too many at once");
        }
        LOG.log(Level.INFO, line(session, addresses));
    }

    static String line(Over session, Addresses addresses) {
        return String.format(
                Locale.ROOT,
                "session begin=%s seconds=%.3f service=%s transport=%s end=%s address=%s"
                        + " received=%d received-bytes=%d sent=%d sent-bytes=%d",
                Instant.ofEpochMilli(session.begunEpochMillis()),
                session.millis() / MILLIS,
                session.kind().service(),
                session.kind().via().word(),
                session.why().name().toLowerCase(Locale.ROOT),
                addresses.written(session.address()),
                session.messagesIn(),
                session.bytesIn(),
                session.messagesOut(),
                session.bytesOut());
    }

    /** Writes what waits, for half a second at most. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            writer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
