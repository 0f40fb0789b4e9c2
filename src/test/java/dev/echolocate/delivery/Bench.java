package dev.echolocate.delivery;

import dev.echolocate.base.Address;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Feed;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.LocalEngine;
import dev.echolocate.feed.Log;
import dev.echolocate.feed.Outcome;
import dev.echolocate.feed.Owner;
import dev.echolocate.testkit.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A delivery with real threads, on a local engine, with the clock in the test's hand. */
final class Bench implements AutoCloseable {
    static final Duration SEND_DEADLINE = Duration.ofSeconds(10);
    static final Duration PING = Duration.ofSeconds(20);
    static final Duration SILENCE = Duration.ofSeconds(45);
    static final Duration BEAT = Duration.ofSeconds(15);

    /** How far the time of day is ahead of the other clock. */
    static final long EPOCH = 1_700_000_000_000L;

    static final int MAX_REPLIES = 64 * 1024;

    final AtomicLong clock = new AtomicLong(1_000_000);
    final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    /** What the threads' watch is told. */
    final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    final Counters<Refusal> refusals = new Counters<>(Refusal.class);
    final LocalEngine engine;
    final Hub hub;

    Bench() {
        this(64 << 20, MAX_REPLIES, 100_000);
    }

    /** Under a clock that starts there. */
    Bench(long clock) {
        this();
        this.clock.set(clock);
    }

    Bench(long maxUnsent, int maxReplies, int logEntries) {
        this(maxUnsent, maxReplies, logEntries, SEND_DEADLINE);
    }

    Bench(long maxUnsent, int maxReplies, int logEntries, Duration sendDeadline) {
        engine = new LocalEngine(
                new FeedLimits(
                        256 << 20, 100, Duration.ofSeconds(60), 64 << 20, logEntries, 100_000, Duration.ofSeconds(60)),
                clock::get,
                () -> 0);
        hub = new Hub(
                new HubSettings(sendDeadline, PING, SILENCE, BEAT, maxUnsent, maxReplies, true),
                refusals,
                clock::get,
                this::epochMillis,
                this::thread);
    }

    long epochMillis() {
        return EPOCH + clock.get();
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "delivery under test");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((in, e) -> failures.add(e));
        threads.add(thread);
        return thread;
    }

    Handle<Log> log(String name) {
        return engine.log(name, Address.UNKNOWN).toCompletableFuture().join();
    }

    Handle<Board> board(String name) {
        return engine.board(name, Address.UNKNOWN).toCompletableFuture().join();
    }

    /** Where more has come than the readers were handed, it tries again. */
    static void append(Log log, String text) {
        Deadline.await("it is taken", () -> {
            Outcome outcome = log.append(item(text), Address.UNKNOWN)
                    .toCompletableFuture()
                    .join();
            if (outcome != Outcome.DONE && outcome != Outcome.BUSY) {
                throw new AssertionError(outcome);
            }
            return outcome == Outcome.DONE;
        });
    }

    static Item item(String text) {
        return Item.text("\"" + text + "\"", text);
    }

    void put(Board board, String key, String text) {
        Outcome outcome = board.put(
                        key,
                        new Owner("p", "l", Address.UNKNOWN),
                        clock.incrementAndGet(),
                        Duration.ofHours(1),
                        item(text),
                        item(key + " left"))
                .toCompletableFuture()
                .join()
                .outcome();
        if (outcome != Outcome.DONE) {
            throw new AssertionError(outcome);
        }
    }

    /** From the present on for Logs, everything for Boards. */
    static FeedPosition feedPosition(Handle<? extends Feed> handle) {
        Cursor start = handle.feed() instanceof Log log ? log.head() : null;
        return FeedPosition.fresh(handle, start, () -> start);
    }

    /** Everything held. */
    static FeedPosition all(Handle<? extends Feed> handle) {
        return FeedPosition.fresh(handle, null, () -> null);
    }

    Subscriber read(RecordingSink sink, Dialect dialect, FeedPosition... feedPositions) {
        return reading(sink, dialect, null, feedPositions);
    }

    Subscriber reading(RecordingSink sink, Dialect dialect, @Nullable String intro, FeedPosition... feedPositions) {
        Subscriber subscriber = hub.read(sink, dialect, intro, List.of(feedPositions), sink.endings::incrementAndGet);
        sink.subscriber.complete(subscriber);
        return subscriber;
    }

    Subscriber replies(RecordingSink sink, int maxReplies, @Nullable ReadControl readControl) {
        Subscriber subscriber = hub.replies(sink, maxReplies, readControl, sink.endings::incrementAndGet);
        sink.subscriber.complete(subscriber);
        return subscriber;
    }

    /** Time passes, and what is due is done. */
    void advance(Duration time) {
        clock.addAndGet(time.toMillis());
        hub.tick();
    }

    /** Until all that was due is done, pings on threads of their own, too: one under way would be late when time jumps. */
    void settleAll() {
        settle();
        settle();
        Deadline.await("nothing is under way", () -> hub.unsent().stalled() == 0);
    }

    /** Keeps every stripe from working until the latch is open. */
    CountDownLatch stopStripes() {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch there = new CountDownLatch(hub.stripes());
        for (int i = 0; i < hub.stripes(); i++) {
            hub.stripe(i).later(() -> {
                there.countDown();
                waitFor(go);
            });
        }
        waitFor(there);
        return go;
    }

    static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(Deadline.STEP.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
                throw new AssertionError("not in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until every stripe has done what it had to do so far. */
    void settle() {
        stopStripes().countDown();
    }

    /** Nothing is left of all sessions. */
    void awaitNothingLeft() {
        Deadline.await("all sessions are over", () -> hub.sessions() == 0);
        Deadline.await("no flow is left", () -> hub.fanouts() == 0);
        Deadline.await("no bytes are unsent", () -> hub.unsentBytes() == 0);
        Deadline.await("nothing is pending", () -> hub.unsent().stalled() == 0);
    }

    @Override
    public void close() {
        hub.endAll(0);
        hub.close();
        engine.close();
    }
}
