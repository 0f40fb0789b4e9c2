package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Enduring;
import dev.echolocate.delivery.RecordingSink.Way;
import dev.echolocate.testkit.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replies that wait for their time. */
class DelayTest {
    private static final int KIB = 1024;

    private Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aDelayedReplyIsSentWhenItsTimeHasComeAndNotBefore() {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        Subscriber subscriber = bench.replies(sink, KIB, null);
        subscriber.reply(Frame.text("later"), 30);
        subscriber.reply(Frame.text("now"));
        assertEquals(List.of("now"), sink.texts());
        bench.clock.addAndGet(29);
        subscriber.wake();
        assertEquals(List.of("now"), sink.texts());
        bench.clock.addAndGet(1);
        Deadline.await("it is sent", () -> sink.count() == 2);
        assertEquals("later", sink.last());
        subscriber.closed();
        bench.awaitNothingLeft();
    }

    @Test
    void whatIsDueNowIsSentNowWhateverTheClockSays() {
        for (long clock : List.of(Long.MIN_VALUE / 4, -1_000_000L, -5L, 0L, Long.MAX_VALUE / 4)) {
            bench.close();
            bench = new Bench(clock);
            RecordingSink sink = new RecordingSink(Way.AT_ONCE);
            Subscriber subscriber = bench.replies(sink, KIB, null);
            assertTrue(subscriber.reply(Frame.text("now")));
            assertEquals(List.of("now"), sink.texts(), "at " + clock);
            subscriber.reply(Frame.text("later"), 10);
            bench.clock.addAndGet(10);
            Deadline.await("it is sent", () -> sink.count() == 2);
            RecordingSink reads = new RecordingSink(Way.AT_ONCE);
            bench.read(reads, Plain.DIALECT, Bench.feedPosition(bench.log("a")));
            Bench.append(bench.log("a").feed(), "message");
            Deadline.await("a message", () -> reads.count() == 1);
            bench.advance(Bench.PING);
            Deadline.await("a ping", () -> sink.pings.get() == 1 && reads.pings.get() == 1);
        }
    }

    @Test
    void whatComesAfterRepliesWaitsForDelayedOnes() {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        Subscriber subscriber = bench.replies(sink, KIB, null);
        List<String> seen = new CopyOnWriteArrayList<>();
        subscriber.reply(Frame.text("delayed"), 20);
        subscriber.afterReplies(() -> seen.addAll(sink.texts()));
        subscriber.reply(Frame.text("at once"));
        assertEquals(List.of("at once"), sink.texts());
        assertEquals(List.of(), seen);
        bench.clock.addAndGet(20);
        Deadline.await("it has run", () -> !seen.isEmpty());
        assertEquals(List.of("at once", "delayed"), seen);
    }

    @Test
    void pingsGoOnWhateverIsThrownBetweenThem() {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        Subscriber subscriber = bench.replies(sink, KIB, null);
        AtomicInteger asked = new AtomicInteger();
        unheard(() -> {
            bench.hub.pingEvery(10, subscriber, () -> {
                if (asked.incrementAndGet() == 1) {
                    throw new IllegalStateException("a fault");
                }
                return true;
            });
            Deadline.await("it is pinged all the same", () -> sink.pings.get() >= 2);
        });
    }

    private static void unheard(Runnable fault) {
        Logger log = Logger.getLogger(Enduring.class.getName());
        log.setLevel(Level.OFF);
        try {
            fault.run();
        } finally {
            log.setLevel(null);
        }
    }

    @Test
    void theEndWaitsForWhatIsDelayedAsItIs() {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        Subscriber subscriber = bench.replies(sink, KIB, null);
        subscriber.reply(Frame.text("a"), 20);
        subscriber.endAfterReplies(4000, "as asked", 20);
        assertEquals(0, sink.closeCode);
        bench.clock.addAndGet(20);
        Deadline.await("it is closed", () -> sink.closeCode == 4000);
        assertEquals(List.of("a"), sink.texts());
        bench.awaitNothingLeft();
    }

    @Test
    void anyOtherEndDoesNotWait() {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        Subscriber subscriber = bench.replies(sink, KIB, null);
        subscriber.reply(Frame.text("never"), 60_000);
        subscriber.end(new End(Ending.ASKED, 1001, "the server stops"));
        Deadline.await("it is closed", () -> sink.closeCode == 1001);
        assertEquals(List.of(), sink.texts());
        bench.awaitNothingLeft();
    }

    @Test
    void pingsAreSentMeanwhile() {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        Subscriber subscriber = bench.replies(sink, KIB, null);
        subscriber.reply(Frame.text("never"), 60_000);
        subscriber.ping();
        Deadline.await("it is pinged", () -> sink.pings.get() == 1);
        subscriber.closed();
        bench.awaitNothingLeft();
    }

    @Test
    void whoHoldsDelayedRepliesIsEndedWhenMemoryIsShort() {
        bench.close();
        bench = new Bench(64 * KIB, KIB, 100);
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            RecordingSink sink = new RecordingSink(Way.AT_ONCE);
            sinks.add(sink);
            Subscriber subscriber = bench.replies(sink, 4 * KIB, null);
            subscriber.reply(Frame.binary(new byte[KIB]), 60_000);
            subscriber.reply(Frame.binary(new byte[KIB]), 60_000);
            assertTrue(bench.hub.unsentBytes() <= 64 * KIB);
        }
        assertEquals(1, sinks.get(0).aborts.get());
        assertEquals(0, sinks.get(99).aborts.get());
        bench.clock.addAndGet(Duration.ofMinutes(1).toMillis());
    }

    @Test
    void nothingIsLeftOfThePingsOfSomebodyWhoIsGone() {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        Subscriber subscriber = bench.replies(sink, KIB, null);
        bench.hub.pingEvery(10, subscriber, () -> true);
        Deadline.await("it is pinged again and again", () -> sink.pings.get() >= 3);
        subscriber.closed();
        bench.awaitNothingLeft();
        Deadline.await("no timer is left", () -> bench.hub.timers() == 1);
    }
}
