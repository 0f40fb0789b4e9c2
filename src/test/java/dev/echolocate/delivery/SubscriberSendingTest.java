package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.delivery.RecordingSink.Way;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent when, and on whose thread. */
class SubscriberSendingTest {
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
                            .walk(frames -> frames.takeWhile(SubscriberSendingTest::isAboveRun)
                                    .count()));
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
}
