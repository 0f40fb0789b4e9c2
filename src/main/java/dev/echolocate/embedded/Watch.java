package dev.echolocate.embedded;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process where it would otherwise go on without ever answering again: when a thread runs out of memory, or a
 * selector or the accepting of connections has given no sign of life for ten beats in a row. Only beats in which the watch
 * itself ran in time count, so neither a machine that was suspended nor a long collection is taken for death. All that it
 * needs for the end is made beforehand. Thread-safe.
 */
public final class Watch implements AutoCloseable, Thread.UncaughtExceptionHandler {
    /** Of a process that can't go on. */
    public static final int STATUS = 3;

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int MISSED = 10;

    /** Each beat takes so much memory for a moment: where there isn't that any more, nothing of ours works. */
    private static final int CANARY = 64 << 10;

    private static final int CAUSES = 8;

    private static final byte[] NO_MEMORY = line("out of memory");
    private static final byte[] NO_SIGN =
            line("no sign of life for 10 s from a selector, or from the accepting of connections");

    private final IntConsumer end;
    private final long beatNanos;
    private final FileOutputStream words = new FileOutputStream(FileDescriptor.err);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<WatchedPart> all = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "echolocate-watch");
    private volatile boolean closed;
    private final Object[] canary = {""};

    /** One thing, and how often in a row it gave no sign. Of the watch's thread only. */
    private static final class WatchedPart {
        final BooleanSupplier alive;
        int missed;

        WatchedPart(BooleanSupplier alive) {
            this.alive = alive;
        }
    }

    /** Ends this process at once, with {@link #STATUS}: nothing is to be run that may need memory, or wait. */
    public static Watch ofThisProcess() {
        return new Watch(Runtime.getRuntime()::halt, BEAT);
    }

    /**
     * Watches, from now on.
     *
     * @param end is given the exit status, once
     */
    Watch(IntConsumer end, Duration beat) {
        this.end = end;
        beatNanos = beat.toNanos();
        thread.setDaemon(true);
        thread.start();
    }

    /** @param alive whether there was a sign of life since it was asked before; must not block */
    void over(BooleanSupplier alive) {
        all.add(new WatchedPart(alive));
    }

    /** Stops looking. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** Ends the process where that is, or was caused by, a lack of memory; else does nothing. */
    public void failed(Throwable error) {
        @Nullable Throwable cause = error;
        for (int i = 0; cause != null && i < CAUSES; i++) {
            if (cause instanceof OutOfMemoryError) {
                end(NO_MEMORY);
                return;
            }
            cause = cause.getCause();
        }
    }

    /** For threads that end with it. */
    @Override
    public void uncaughtException(Thread in, Throwable error) {
        failed(error);
        System.err.print("Exception in thread \"" + in.getName() + "\" ");
        error.printStackTrace();
    }

    private void run() {
        try {
            while (!closed) {
                long before = System.nanoTime();
                LockSupport.parkNanos(this, beatNanos);
                long slept = System.nanoTime() - before;
                if (slept >= beatNanos && !closed) {
                    beat(slept < 2 * beatNanos);
                }
            }
        } catch (OutOfMemoryError e) {
            end(NO_MEMORY);
        }
    }

    private void beat(boolean inTime) {
        canary[0] = new byte[CANARY];
        canary[0] = "";
        for (int i = 0; i < all.size(); i++) {
            WatchedPart one = all.get(i);
            if (one.alive.getAsBoolean()) {
                one.missed = 0;
            } else if (inTime && ++one.missed >= MISSED) {
                end(NO_SIGN);
                return;
            }
        }
    }

    private void end(byte[] why) {
        if (closed || ended.getAndSet(true)) {
            return;
        }
        try {
            words.write(why);
        } catch (IOException | OutOfMemoryError e) {
            // Then without words.
        }
        end.accept(STATUS);
    }

    private static byte[] line(String why) {
        return ("This process ends with status " + STATUS + ", because it can't go on: " + why + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
