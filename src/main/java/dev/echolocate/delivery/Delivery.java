package dev.echolocate.delivery;

import dev.echolocate.base.CloseCode;
import dev.echolocate.feed.Feed;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All readers of this node, and the threads that serve them: stripes, one timer, and two bounded pools for what may block.
 * Thread-safe.
 */
public final class Delivery implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Delivery.class.getName());
    static final long CLOSE_MILLIS = 5_000;
    private static final long CLOSE_GRACE_MILLIS = 500;
    private static final long TICK_MILLIS = 250;
    private static final long TIMER_GRAIN_MILLIS = 10;
    private static final int BYTES_A_SECOND = 64 * 1024;
    private static final int PING_THREADS = 8;
    private static final int CLOSE_THREADS = 32;
    private static final int PART_THREADS = 8;

    /** For those who are cut off at the end to give back what they hold. */
    private static final long TIDY_MILLIS = 500;

    private final Settings settings;
    private final LongSupplier millis;
    private final Unsent unsent;
    private final List<Stripe> stripes = new ArrayList<>();
    private final AtomicInteger nextStripe = new AtomicInteger();
    private final ScheduledThreadPoolExecutor timer;
    private final ThreadPoolExecutor pings;
    private final ThreadPoolExecutor closes;
    private final ThreadPoolExecutor parts;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final Map<Feed, Flow> flows = new HashMap<>();
    private volatile boolean closing;
    private volatile boolean stopped;

    /**
     * @param millis a clock that only goes forward, in milliseconds
     * @param threads makes the threads; they should be daemons
     */
    public Delivery(Settings settings, LongSupplier millis, ThreadFactory threads) {
        this.settings = settings;
        this.millis = millis;
        this.unsent = new Unsent(settings.maxUnsent());
        int count = Math.max(2, Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < count; i++) {
            stripes.add(new Stripe(threads));
        }
        timer = new ScheduledThreadPoolExecutor(1, threads);
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        pings = pool(PING_THREADS, threads);
        closes = pool(CLOSE_THREADS, threads);
        parts = pool(PART_THREADS, threads);
        var unused = timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static ThreadPoolExecutor pool(int size, ThreadFactory threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return pool;
    }

    /**
     * Starts to pump feeds into a sink.
     *
     * @param intro members of the first frame, as {@code "name":value}, or null; {@code feed.v1} sends a first frame at once
     *     in any case
     * @param ended runs once, when the session is over, however it ended
     */
    public Reader read(Sink sink, Dialect dialect, @Nullable String intro, List<Tap> taps, Runnable ended) {
        int stripe = Math.floorMod(nextStripe.getAndIncrement(), stripes.size());
        Replies replies = new Replies(settings.maxReplies(), null);
        return started(new Reader(
                this,
                stripes.get(stripe),
                stripe,
                sink,
                new Intake(this, dialect, intro, List.copyOf(taps)),
                replies,
                ended));
    }

    /**
     * A session without feeds: only replies, on the threads that bring them.
     *
     * @param maxReplies bytes of replies that may wait
     * @param backlog holds the peer back when they are more; null: the session ends with 1013 instead
     */
    public Reader replies(Sink sink, int maxReplies, @Nullable Backlog backlog, Runnable ended) {
        Replies replies = new Replies(maxReplies, backlog);
        int stripe = Math.floorMod(nextStripe.getAndIncrement(), stripes.size());
        return started(new Reader(
                this, Runnable::run, stripe, sink, new Intake(this, FeedV1.DIALECT, null, List.of()), replies, ended));
    }

    private Reader started(Reader reader) {
        readers.add(reader);
        reader.start();
        if (stopped) {
            reader.abort("the server has stopped");
        } else if (closing) {
            reader.end(CloseCode.GOING_AWAY, "the server stops");
        }
        return reader;
    }

    /** Whether nobody is served any more. */
    public boolean isStopped() {
        return stopped;
    }

    /** How many timers run, the tick among them. */
    int timers() {
        return timer.getQueue().size();
    }

    /** How many feeds have readers. */
    int flows() {
        synchronized (flows) {
            return flows.size();
        }
    }

    /** How many sessions there are. */
    public int sessions() {
        return readers.size();
    }

    /** Bytes handed over and not sent, of all sessions. */
    public long unsentBytes() {
        return unsent.bytes();
    }

    /**
     * Ends every session with 1001, and waits for them; who is not gone by then is cut off. Returns within half a second
     * more. Who comes later is cut off at once.
     */
    public void endAll(long withinMillis) {
        closing = true;
        readers.forEach(reader -> reader.end(CloseCode.GOING_AWAY, "the server stops"));
        awaitAllGone(withinMillis);
        stopped = true;
        readers.forEach(reader -> reader.abort("the server stops"));
        awaitAllGone(TIDY_MILLIS);
    }

    private void awaitAllGone(long withinMillis) {
        // Not the delivery's clock: this waits for real.
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMillis);
        try {
            synchronized (readers) {
                long left = withinMillis;
                while (!readers.isEmpty() && left > 0) {
                    readers.wait(left);
                    left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops all threads. Call {@link #endAll} before. */
    @Override
    public void close() {
        closing = true;
        stopped = true;
        timer.shutdownNow();
        pings.shutdownNow();
        parts.shutdownNow();
        closes.shutdown();
        try {
            // For a session that began while the others ended.
            closes.awaitTermination(CLOSE_GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closes.shutdownNow();
        stripes.forEach(Stripe::close);
    }

    /** Ends who is dead, stalled or silent, and asks the others. */
    void tick() {
        try {
            long now = millis();
            unsent.check(now);
            long ping = settings.ping().toMillis();
            long silence = settings.silence().toMillis();
            readers.forEach(reader -> reader.tick(now, ping, silence));
            synchronized (flows) {
                flows.values().forEach(flow -> flow.tick(now));
            }
        } catch (RuntimeException | Error e) {
            // A tick that throws would be the last one.
            LOG.log(Level.WARNING, "a tick failed", e);
        }
    }

    void ended(Reader reader) {
        readers.remove(reader);
        if (closing) {
            synchronized (readers) {
                readers.notifyAll();
            }
        }
    }

    /** On the stripe: the feed's flow, with the reader among its own. */
    Flow join(Feed feed, int stripe, Reader reader) {
        Flow flow;
        synchronized (flows) {
            flow = flows.computeIfAbsent(
                    feed,
                    f -> new Flow(this, f, stripes.get(Math.floorMod(f.hashCode(), stripes.size())), stripes.size()));
            flow.holders++;
        }
        flow.add(stripe, reader);
        return flow;
    }

    /** On the stripe. */
    void leave(Flow flow, int stripe, Reader reader) {
        flow.remove(stripe, reader);
        synchronized (flows) {
            if (--flow.holders == 0) {
                flows.remove(flow.feed());
                flow.close();
            }
        }
    }

    /**
     * Runs a task that only marks or hands on, after a delay that is rounded up to 10 ms.
     *
     * @return what to cancel it with
     */
    Future<?> later(long delayMillis, Runnable task) {
        long grains = (delayMillis + TIMER_GRAIN_MILLIS - 1) / TIMER_GRAIN_MILLIS;
        try {
            return timer.schedule(task, grains * TIMER_GRAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            // The server has stopped.
            return CompletableFuture.completedFuture(null);
        }
    }

    /**
     * Pings the reader's peer every so many milliseconds, one timer a session, until the reader is ending.
     *
     * @param due on a stripe: whether a ping is due, or the last one still has no answer
     */
    public void pingEvery(int everyMillis, Reader reader, BooleanSupplier due) {
        reader.timer(later(
                everyMillis,
                () -> stripe(reader.stripe()).later(() -> {
                    if (!reader.ending()) {
                        if (due.getAsBoolean()) {
                            reader.ping();
                        }
                        pingEvery(everyMillis, reader, due);
                    }
                })));
    }

    /** When a send of so many bytes that starts now must be done. */
    long deadline(int bytes) {
        return millis() + settings.sendDeadline().toMillis() + 1000L * (bytes / BYTES_A_SECOND);
    }

    long millis() {
        return millis.getAsLong();
    }

    Stripe stripe(int index) {
        return stripes.get(index);
    }

    int stripes() {
        return stripes.size();
    }

    Unsent unsent() {
        return unsent;
    }

    Executor pings() {
        return pings;
    }

    /**
     * For what a client asks for and may block: messages in parts, pings of its own. Bounded, and nobody else's: who doesn't
     * read keeps a thread of it until the send's deadline, and only those wait for it who ask for such things too.
     */
    public Executor parts() {
        return parts;
    }

    /** For what may block and belongs to the end of a session. Bounded. */
    public Executor blocking() {
        return closes;
    }
}
