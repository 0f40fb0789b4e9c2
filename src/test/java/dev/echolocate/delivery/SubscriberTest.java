package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.CloseCode;
import dev.echolocate.base.Enduring;
import dev.echolocate.base.Refusal;
import dev.echolocate.delivery.RecordingSink.Way;
import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Log;
import dev.echolocate.testkit.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One reader: what is sent when, and how it ends. */
class SubscriberTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    @Test
    void completionsInsideOfSendDoNotGrowTheStack() {
        Set<Long> depths = ConcurrentHashMap.newKeySet();
        RecordingSink sink = new RecordingSink(Way.HELD) {
            @Override
            public void send(Frame frame, Consumer<@Nullable Throwable> done) {
                if (count() > 0) {
                    depths.add(StackWalker.getInstance()
                            .walk(frames ->
                                    frames.takeWhile(SubscriberTest::isAboveRun).count()));
                }
                super.send(frame, done);
            }
        };
        Subscriber subscriber = bench.replies(sink, 10 << 20, null);
        numbers(0, 10_000).forEach(n -> assertTrue(subscriber.reply(Frame.text(n))));
        assertEquals(1, sink.count());
        sink.go(Way.AT_ONCE);
        Deadline.await("all are sent", () -> sink.count() == 10_000);
        assertEquals(numbers(0, 10_000), sink.texts());
        assertEquals(1, depths.size(), () -> "depths: " + depths);
    }

    /** Whether it is called by the lane's run, which begins on one thread and may go on upon another. */
    private static boolean isAboveRun(StackWalker.StackFrame frame) {
        return !frame.getClassName().equals(Lane.class.getName())
                || !frame.getMethodName().equals("run");
    }

    @Test
    void aWakeUpDuringASendIsNotLost() {
        Handle<Log> log = bench.log("a");
        RecordingSink sink = new RecordingSink(Way.AT_ONCE) {
            @Override
            public void send(Frame frame, Consumer<@Nullable Throwable> done) {
                int n = count() + 1;
                if (n < 1000) {
                    // So that the flush is due at once.
                    bench.clock.addAndGet(1000);
                    Bench.append(log.feed(), String.valueOf(n));
                }
                super.send(frame, done);
            }
        };
        bench.read(sink, Plain.DIALECT, Bench.all(log));
        Bench.append(log.feed(), "0");
        Deadline.await("all are there", () -> sink.count() == 1000);
        assertEquals(numbers(0, 1000), sink.texts());
    }

    @Test
    void oneOperationInFlightAtATime() throws InterruptedException {
        Handle<Log> log = bench.log("a");
        RecordingSink sink = new RecordingSink(Way.LATER);
        Subscriber subscriber = bench.read(sink, FeedV1.DIALECT, Bench.feedPosition(log));
        AtomicInteger sent = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < 300; i++) {
                    if (subscriber.reply(Frame.text("reply"))) {
                        sent.incrementAndGet();
                    }
                    Bench.append(log.feed(), "message");
                    bench.advance(Duration.ofMillis(20));
                    subscriber.challenge();
                    Deadline.await("replies are sent", () -> sink.count() > sent.get() - 100);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        Deadline.await(
                "all replies are there",
                () -> sink.texts().stream().filter("reply"::equals).count() == 1200);
        subscriber.end(new End(Ending.ASKED, 1000, "enough"));
        bench.awaitNothingLeft();
        assertFalse(sink.overlapped);
        assertTrue(sink.pings.get() > 0);
        assertEquals(1000, sink.closeCode);
        assertEquals(0, sink.aborts.get());
    }

    @Test
    void repliesGoBeforeTheNextBatch() {
        Handle<Log> log = bench.log("a");
        RecordingSink sink = new RecordingSink(Way.HELD);
        Subscriber subscriber = bench.read(sink, Plain.DIALECT, Bench.all(log));
        Bench.append(log.feed(), "first");
        Deadline.await("the first is in flight", sink::holds);
        Bench.append(log.feed(), "second");
        subscriber.reply(Frame.text("reply"));
        sink.go(Way.AT_ONCE);
        Deadline.await("all are sent", () -> sink.count() == 3);
        assertEquals(List.of("first", "reply", "second"), sink.texts());
    }

    @Test
    void aReaderThatEndsSendsTheRepliesThatWait() {
        RecordingSink sink = new RecordingSink(Way.HELD);
        Subscriber subscriber = bench.replies(sink, 1000, null);
        subscriber.reply(Frame.text("1"));
        subscriber.reply(Frame.text("2"));
        subscriber.end(new End(Ending.ASKED, CloseCode.POLICY, "why"));
        subscriber.end(new End(Ending.ASKED, CloseCode.NORMAL, "too late"));
        assertTrue(subscriber.ending());
        sink.go(Way.AT_ONCE);
        bench.awaitNothingLeft();
        assertEquals(List.of("1", "2"), sink.texts());
        assertEquals(CloseCode.POLICY, sink.closeCode);
    }

    @Test
    void tooManyRepliesEndWith1013() {
        Handle<Log> log = bench.log("a");
        RecordingSink sink = new RecordingSink(Way.HELD);
        Subscriber subscriber = bench.read(sink, Plain.DIALECT, Bench.feedPosition(log));
        Frame frame = Frame.binary(new byte[1000]);
        int taken = 0;
        while (subscriber.reply(frame)) {
            taken++;
        }
        int more = taken - 64 * 1024 / Replies.cost(frame);
        assertTrue(more >= 0 && more <= 2, "64 KiB wait, and those that were taken out meanwhile");
        assertTrue(bench.hub.unsentBytes() <= (long) taken * Replies.cost(frame));
        sink.go(Way.AT_ONCE);
        bench.awaitNothingLeft();
        assertEquals(CloseCode.TRY_AGAIN, sink.closeCode);
        assertEquals(taken, sink.count());
    }

    @Test
    void whateverASendThrowsEndsThisSessionAndNoOther() {
        Handle<Log> log = bench.log("a");
        RecordingSink well = new RecordingSink(Way.AT_ONCE);
        bench.read(well, Plain.DIALECT, Bench.feedPosition(bench.log("a")));
        int n = 0;
        for (Way way : List.of(Way.EXCEPTION, Way.ERROR, Way.FAILURE)) {
            RecordingSink sink = new RecordingSink(way);
            bench.read(sink, Plain.DIALECT, Bench.all(bench.log("a")));
            Bench.append(log.feed(), "message");
            Deadline.await("it is over: " + way, () -> sink.endings.get() == 1);
            assertEquals(1, sink.aborts.get());
            int messages = ++n;
            Deadline.await("the other has it", () -> well.count() == messages);
        }
        Deadline.await("one session is left", () -> bench.hub.sessions() == 1);
        well.subscriber.thenAccept(Subscriber::closed);
        bench.awaitNothingLeft();
    }

    @Test
    void whoeverWatchesTheThreadsIsToldThatASendHasRunOutOfMemory() {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE) {
            @Override
            public void send(Frame frame, Consumer<@Nullable Throwable> done) {
                throw new OutOfMemoryError("a test");
            }
        };
        bench.read(sink, Plain.DIALECT, Bench.all(bench.log("a")));
        Bench.append(bench.log("a").feed(), "message");
        Deadline.await("it is over", () -> sink.endings.get() == 1);
        assertEquals(1, bench.failures.size());
        bench.awaitNothingLeft();
    }

    @ParameterizedTest
    @CsvSource({"UNREAD, UNSENT", "CROWDED, UNSENT", "GATHERING, GATHERING", "TOO_FAST, RATE", "BUSY, WORK"})
    void whoeverIsEndedBecauseSomethingWasTooMuchIsCountedAsRefusedOnce(Ending why, Refusal reason) {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        Subscriber subscriber = bench.replies(sink, Bench.MAX_REPLIES, null);
        subscriber.end(why, "too much");
        subscriber.end(why, "again");
        subscriber.abort(Ending.LEFT, "it is gone");
        bench.awaitNothingLeft();
        assertEquals(1, bench.refusals.of(reason));
        assertEquals(
                1,
                bench.refusals.all().values().stream().mapToLong(count -> count).sum());
    }

    /** Everything throws. */
    private static final class Broken extends RecordingSink {
        Broken() {
            super(Way.ERROR);
        }

        @Override
        public void ping() {
            throw new AssertionError("no ping");
        }

        @Override
        public void close(End how) {
            throw new AssertionError("no close");
        }

        @Override
        public void abort() {
            super.abort();
            throw new AssertionError("no abort");
        }
    }

    /** We say such things as a fault of ours, which they are; not in the output of a test. */
    private static void unheard(Runnable fault) {
        List<Logger> logs = List.of(Logger.getLogger(Lane.class.getName()), Logger.getLogger(Enduring.class.getName()));
        logs.forEach(log -> log.setLevel(Level.OFF));
        try {
            fault.run();
        } finally {
            logs.forEach(log -> log.setLevel(null));
        }
    }

    @Test
    void anErrorOfOursEndsTheSessionAndNothingElse() {
        Dialect broken = new Dialect() {
            @Override
            public List<Frame> encode(Batch batch, FrameHead head) {
                throw new AssertionError("a fault");
            }

            @Override
            public boolean saysWhatIsMissing() {
                return true;
            }
        };
        unheard(() -> {
            RecordingSink sink = new RecordingSink(Way.AT_ONCE);
            bench.read(sink, broken, Bench.feedPosition(bench.log("a")));
            bench.awaitNothingLeft();
            assertEquals(1, sink.aborts.get());
            assertEquals(1, sink.endings.get());
        });
    }

    @Test
    void whereNothingWorksTheSessionIsStillOver() {
        unheard(this::endWhereNothingWorks);
    }

    private void endWhereNothingWorks() {
        for (Consumer<Subscriber> fault : List.<Consumer<Subscriber>>of(
                subscriber -> subscriber.reply(Frame.text("a")),
                subscriber -> subscriber.end(new End(Ending.ASKED, 1000, "bye")),
                subscriber -> {
                    bench.advance(Bench.PING);
                },
                subscriber -> subscriber.abort(Ending.FAULT, "a test"))) {
            Handle<Log> log = bench.log("a");
            Broken sink = new Broken();
            Subscriber subscriber = bench.hub.read(sink, Plain.DIALECT, null, List.of(Bench.feedPosition(log)), () -> {
                sink.endings.incrementAndGet();
                throw new AssertionError("and a callback that throws");
            });
            fault.accept(subscriber);
            bench.awaitNothingLeft();
            assertEquals(1, sink.endings.get());
            assertEquals(1, sink.aborts.get());
        }
    }

    @Test
    void aStalledSendIsAbortedAfterItsDeadline() {
        RecordingSink sink = new RecordingSink(Way.HELD);
        Subscriber subscriber = bench.replies(sink, 10 << 20, null);
        subscriber.reply(Frame.binary(new byte[640 * 1024]));
        bench.advance(Bench.SEND_DEADLINE.plusSeconds(10).minusMillis(1));
        assertEquals(0, sink.aborts.get(), "a large frame has a second more for each 64 KiB");
        bench.advance(Duration.ofMillis(1));
        assertEquals(1, sink.aborts.get());
        bench.awaitNothingLeft();
        sink.release();
        assertEquals(1, sink.endings.get());
    }

    @Test
    void silenceEndsASessionAndAPongSavesIt() {
        RecordingSink alive = new RecordingSink(Way.AT_ONCE);
        RecordingSink silent = new RecordingSink(Way.AT_ONCE);
        silent.answersPings = false;
        bench.replies(alive, 1000, null);
        bench.replies(silent, 1000, null);
        for (int i = 0; i < 20; i++) {
            int pings = alive.pings.get();
            bench.advance(Bench.PING);
            Deadline.await("a ping", () -> alive.pings.get() > pings);
            bench.settleAll();
        }
        assertEquals(1, silent.endings.get());
        assertEquals(1, silent.pings.get());
        assertEquals(0, alive.endings.get());
    }

    @Test
    void aChallengeEndsADeadHolderAndNotALivingOne() {
        RecordingSink alive = new RecordingSink(Way.AT_ONCE);
        RecordingSink dead = new RecordingSink(Way.AT_ONCE);
        dead.answersPings = false;
        List<Subscriber> holders = List.of(bench.replies(alive, 1000, null), bench.replies(dead, 1000, null));
        bench.advance(Duration.ofSeconds(6));
        holders.forEach(Subscriber::challenge);
        holders.forEach(Subscriber::challenge);
        Deadline.await("pings", () -> alive.pings.get() == 1 && dead.pings.get() == 1);
        bench.settleAll();
        bench.advance(Duration.ofMillis(4_999));
        assertEquals(0, dead.aborts.get());
        bench.advance(Duration.ofMillis(1));
        assertEquals(1, dead.aborts.get());
        assertEquals(0, alive.aborts.get());
    }

    @Test
    void whoIsHeldBackIsNotTakenForSilent() {
        RecordingSink sink = new RecordingSink(Way.HELD);
        Subscriber subscriber = bench.replies(sink, 1000, new ReadControl() {
            @Override
            public void pause() {}

            @Override
            public void resume() {}
        });
        // A frame that may take 26 s, behind another one.
        subscriber.reply(Frame.binary(new byte[4 << 20]));
        subscriber.reply(Frame.binary(new byte[4 << 20]));
        for (int i = 0; i < 7; i++) {
            bench.advance(Duration.ofSeconds(10));
        }
        assertEquals(0, sink.aborts.get());
        sink.go(Way.AT_ONCE);
        Deadline.await("both are sent", () -> sink.count() == 2);
        assertEquals(2, sink.count());
    }

    @Test
    void theFirstReasonStandsWhoeverRaces() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            RecordingSink sink = new RecordingSink(Way.HELD);
            Subscriber subscriber = bench.replies(sink, 1000, null);
            subscriber.reply(Frame.text("in flight"));
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> racers = new ArrayList<>();
            Set<Integer> seen = ConcurrentHashMap.newKeySet();
            for (int code : List.of(4001, 4002, 4003)) {
                Thread racer = new Thread(() -> {
                    Bench.waitFor(go);
                    subscriber.end(new End(Ending.ASKED, code, "" + code));
                    seen.add(subscriber.endsWith());
                });
                racer.start();
                racers.add(racer);
            }
            go.countDown();
            for (Thread racer : racers) {
                racer.join();
            }
            assertEquals(1, seen.size(), () -> "one after another: " + seen);
            sink.go(Way.AT_ONCE);
            Deadline.await("it is closed", () -> seen.contains(sink.closeCode));
        }
        bench.awaitNothingLeft();
        assertEquals(200, bench.hub.counts().endings().of(Ending.ASKED));
    }

    @Test
    void aReaderWithMuchToSendLetsOthersHaveTheirTurn() {
        int stripes = bench.hub.stripes();
        Handle<Log> log = bench.log("a");
        numbers(0, 5_000).forEach(n -> Bench.append(log.feed(), n));
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        // A stripe has the first of them; the other one comes to the same stripe.
        RecordingSink busy = new RecordingSink(Way.AT_ONCE) {
            @Override
            public void send(Frame frame, Consumer<@Nullable Throwable> done) {
                order.add("busy");
                super.send(frame, done);
            }
        };
        CountDownLatch go = bench.stopStripes();
        bench.read(busy, Plain.DIALECT, Bench.all(log));
        for (int i = 1; i < stripes; i++) {
            bench.read(new RecordingSink(Way.AT_ONCE), Plain.DIALECT, Bench.feedPosition(bench.log("b")));
        }
        RecordingSink other = new RecordingSink(Way.AT_ONCE) {
            @Override
            public void send(Frame frame, Consumer<@Nullable Throwable> done) {
                order.add("other");
                super.send(frame, done);
            }
        };
        bench.read(other, FeedV1.DIALECT, Bench.feedPosition(bench.log("c")));
        go.countDown();
        Deadline.await("both are served", () -> busy.count() == 5_000 && other.count() == 1);
        assertTrue(order.indexOf("other") <= 64, () -> "after " + order.indexOf("other"));
        assertEquals(numbers(0, 5_000), busy.texts());
    }

    @Test
    void whoIsAnsweredOnTheThreadThatBringsItKeepsThatForAFewFramesOnly() {
        Thread mine = Thread.currentThread();
        AtomicInteger onMine = new AtomicInteger();
        RecordingSink sink = new RecordingSink(Way.HELD) {
            @Override
            public void send(Frame frame, Consumer<@Nullable Throwable> done) {
                if (Thread.currentThread() == mine) {
                    onMine.incrementAndGet();
                }
                super.send(frame, done);
            }
        };
        Subscriber subscriber = bench.replies(sink, 10 << 20, null);
        numbers(0, 1_000).forEach(n -> subscriber.reply(Frame.text(n)));
        onMine.set(0);
        sink.go(Way.AT_ONCE);
        Deadline.await("all are sent", () -> sink.count() == 1_000);
        assertEquals(numbers(0, 1_000), sink.texts());
        assertTrue(onMine.get() <= 32, () -> onMine + " on the thread that brought them");
    }

    @Test
    void aTickRunsNothingOfASession() {
        List<Thread> used = Collections.synchronizedList(new ArrayList<>());
        List<RecordingSink> sinks = new ArrayList<>();
        for (Consumer<Subscriber> fate : List.<Consumer<Subscriber>>of(
                subscriber -> subscriber.reply(Frame.text("never sent")),
                subscriber -> subscriber.endAfter(1),
                subscriber -> subscriber.watch(now -> "late"))) {
            RecordingSink sink = new RecordingSink(Way.HELD);
            sinks.add(sink);
            Subscriber subscriber = bench.hub.replies(sink, 1000, null, () -> used.add(Thread.currentThread()));
            sink.subscriber.complete(subscriber);
            fate.accept(subscriber);
        }
        bench.advance(Bench.SEND_DEADLINE);
        bench.awaitNothingLeft();
        assertEquals(1, sinks.get(0).aborts.get());
        assertEquals(CloseCode.NORMAL, sinks.get(1).closeCode);
        assertEquals(CloseCode.POLICY, sinks.get(2).closeCode);
        assertEquals(3, used.size());
        assertFalse(used.contains(Thread.currentThread()));
        assertEquals(1, bench.hub.counts().endings().of(Ending.STALLED));
        assertEquals(1, bench.hub.counts().endings().of(Ending.EXPIRED));
        assertEquals(1, bench.hub.counts().endings().of(Ending.UNFINISHED));
    }

    @Test
    void leavingIsIdempotent() {
        RecordingSink sink = new RecordingSink(Way.HELD);
        Subscriber subscriber = bench.read(sink, FeedV1.DIALECT, Bench.feedPosition(bench.log("a")));
        Deadline.await("a first frame", sink::holds);
        subscriber.closed();
        subscriber.closed();
        subscriber.abort(Ending.FAULT, "again");
        subscriber.end(new End(Ending.ASKED, 1000, "and again"));
        bench.awaitNothingLeft();
        sink.release();
        assertFalse(subscriber.reply(Frame.text("too late")));
        bench.settle();
        assertEquals(1, sink.endings.get());
        assertEquals(1, sink.count());
        assertEquals(0, bench.hub.unsentBytes());
    }
}
