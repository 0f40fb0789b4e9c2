package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.CloseCode;
import dev.echolocate.base.Refusal;
import dev.echolocate.delivery.RecordingSink.Way;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Log;
import dev.echolocate.testkit.Deadline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a subscriber ends, and that it does so once. */
class SubscriberEndingTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
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
