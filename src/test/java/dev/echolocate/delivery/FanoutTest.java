package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Query;
import dev.echolocate.delivery.RecordingSink.Way;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Feed;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Log;
import dev.echolocate.testkit.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cuts, sharing and pace. */
class FanoutTest {
    private static final int READERS = 100;
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    /** {@code feed.v1}, counted. */
    static final class Counting implements Dialect {
        final AtomicInteger encoded = new AtomicInteger();

        @Override
        public List<Frame> encode(List<Part> parts, FrameHead head) {
            encoded.incrementAndGet();
            return FeedV1.DIALECT.encode(parts, head);
        }

        @Override
        public boolean saysWhatIsMissing() {
            return true;
        }
    }

    private List<RecordingSink> readers(Dialect dialect, Supplier<Handle<? extends Feed>> feed) {
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            RecordingSink sink = new RecordingSink(Way.AT_ONCE);
            bench.read(sink, dialect, Bench.feedPosition(feed.get()));
            sinks.add(sink);
        }
        Deadline.await("first frames", () -> sinks.stream().allMatch(sink -> sink.count() == 1));
        return sinks;
    }

    private static void await(List<RecordingSink> sinks, String text) {
        Deadline.await(text, () -> sinks.stream().allMatch(sink -> sink.last().endsWith("\"" + text + "\"]}")));
    }

    @Test
    void readersBetweenTwoCutsShareOneEncoding() {
        Counting one = new Counting();
        Counting other = new Counting();
        List<RecordingSink> sinks = new ArrayList<>(readers(one, () -> bench.log("a")));
        sinks.addAll(readers(other, () -> bench.log("a")));
        one.encoded.set(0);
        other.encoded.set(0);
        for (int i = 1; i <= 3; i++) {
            Bench.append(bench.log("a").feed(), "message " + i);
            await(sinks, "message " + i);
            assertEquals(i, one.encoded.get());
            assertEquals(i, other.encoded.get());
        }
    }

    @Test
    void aBoardReaderThatPassedTheCutMeetsTheOthersAgain() {
        Counting dialect = new Counting();
        Board board = bench.board("b").feed();
        List<RecordingSink> sinks = readers(dialect, () -> bench.board("b"));
        bench.put(board, "k", "1");
        await(sinks, "1");
        // The next change is not cut before the interval is over: who comes now reads it all the same.
        CountDownLatch timer = stopTimer();
        bench.put(board, "k", "2");
        RecordingSink late = new RecordingSink(Way.AT_ONCE);
        bench.read(late, dialect, Bench.feedPosition(bench.board("b")));
        await(List.of(late), "2");
        sinks.add(late);
        dialect.encoded.set(0);
        bench.put(board, "other", "3");
        timer.countDown();
        await(sinks, "3");
        assertEquals(1, dialect.encoded.get());
        bench.put(board, "k", "4");
        await(sinks, "4");
        assertEquals(2, dialect.encoded.get());
        assertEquals(3, late.count());
    }

    @Test
    void aLogReaderStopsAtTheCut() {
        Counting dialect = new Counting();
        Log log = bench.log("a").feed();
        bench.read(slow(100), Plain.DIALECT, Bench.feedPosition(bench.log("a")));
        List<RecordingSink> sinks = readers(dialect, () -> bench.log("a"));
        Bench.append(log, "1");
        await(sinks, "1");
        bench.settle();
        CountDownLatch timer = stopTimer();
        Bench.append(log, "2");
        RecordingSink late = new RecordingSink(Way.AT_ONCE);
        bench.read(late, dialect, Bench.all(bench.log("a")));
        await(List.of(late), "1");
        dialect.encoded.set(0);
        timer.countDown();
        sinks.add(late);
        await(sinks, "2");
        assertEquals(1, dialect.encoded.get());
    }

    /** Keeps the timer busy: nothing that waits for an interval happens. */
    private CountDownLatch stopTimer() {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch there = new CountDownLatch(1);
        bench.hub.later(0, () -> {
            there.countDown();
            Bench.waitFor(go);
        });
        Bench.waitFor(there);
        return go;
    }

    @Test
    void aChangeRightAfterQuietIsFlushedAtOnceAndTheNextWaits() {
        Board board = bench.board("a").feed();
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        bench.read(sink, Plain.DIALECT, Bench.feedPosition(bench.board("a")));
        bench.settle();
        CountDownLatch timer = stopTimer();
        bench.put(board, "k", "1");
        Deadline.await("the first goes without the timer", () -> sink.count() == 1);
        bench.settle();
        bench.put(board, "k", "2");
        bench.settle();
        assertEquals(1, sink.count());
        timer.countDown();
        Deadline.await("the second goes", () -> sink.count() == 2);
        bench.settle();
        CountDownLatch again = stopTimer();
        bench.clock.addAndGet(100);
        bench.put(board, "k", "3");
        Deadline.await("quiet again, and at once again", () -> sink.count() == 3);
        again.countDown();
    }

    @Test
    void theNextFlushOfALogWaitsTwiceAsLongAsTheLastTookToHandOver() {
        Log log = bench.log("a").feed();
        RecordingSink sink = slow(30);
        bench.read(sink, Plain.DIALECT, Bench.feedPosition(bench.log("a")));
        bench.settle();
        CountDownLatch timer = stopTimer();
        Bench.append(log, "1");
        Deadline.await("the first goes without the timer", () -> sink.count() == 1);
        bench.settle();
        bench.clock.addAndGet(20);
        Bench.append(log, "2");
        bench.settle();
        assertEquals(1, sink.count());
        timer.countDown();
        Deadline.await("the second goes", () -> sink.count() == 2);
        bench.settle();
        CountDownLatch again = stopTimer();
        bench.clock.addAndGet(30);
        Bench.append(log, "3");
        Deadline.await("twice as long is over, and it goes at once", () -> sink.count() == 3);
        again.countDown();
    }

    /** Handing over to it takes so long. */
    private RecordingSink slow(int millis) {
        return new RecordingSink(Way.AT_ONCE) {
            @Override
            public void send(Frame frame, Consumer<@Nullable Throwable> done) {
                bench.clock.addAndGet(millis);
                super.send(frame, done);
            }
        };
    }

    @Test
    void paceOfCost() {
        assertEquals(0, Fanout.paceMillis(0, 0));
        assertEquals(14, Fanout.paceMillis(0, 7));
        assertEquals(100, Fanout.paceMillis(100, 7));
        assertEquals(120, Fanout.paceMillis(100, 60));
        assertEquals(1000, Fanout.paceMillis(0, 60_000));
        assertEquals(10_000, Fanout.paceMillis(10_000, 60_000));
    }

    @Test
    void whoWishesToBeToldSeldomIsAndTheOthersAreNot() {
        Board board = bench.board("a").feed();
        RecordingSink often = new RecordingSink(Way.AT_ONCE);
        RecordingSink seldom = new RecordingSink(Way.AT_ONCE);
        bench.read(often, Plain.DIALECT, Bench.feedPosition(bench.board("a")));
        bench.read(seldom, Plain.DIALECT, Bench.feedPosition(bench.board("a")).at(Pace.HALF_SECOND));
        bench.settle();
        CountDownLatch timer = stopTimer();
        bench.put(board, "k", "1");
        Deadline.await("quiet before: at once", () -> often.count() == 1 && seldom.count() == 1);
        bench.settle();
        bench.clock.addAndGet(100);
        bench.put(board, "k", "2");
        Deadline.await("often", () -> often.count() == 2);
        bench.settle();
        assertEquals(1, seldom.count());
        timer.countDown();
        Deadline.await("the newest, later", () -> seldom.count() == 2);
        assertEquals(2, often.count());
    }

    @Test
    void aWishIsMetByTheNextSlowerPace() throws BadMessageException {
        assertEquals(Pace.USUAL, Pace.wished(Query.of(null)));
        assertEquals(Pace.USUAL, Pace.wished(Query.of("pace=100")));
        assertEquals(Pace.HALF_SECOND, Pace.wished(Query.of("pace=101")));
        assertEquals(Pace.SLOWEST, Pace.wished(Query.of("pace=10000")));
        for (String wrong : List.of("99", "10001", "0", "-500", "1e3", "", "500ms", "99999999999")) {
            assertThrows(BadMessageException.class, () -> Pace.wished(Query.of("pace=" + wrong)), wrong);
        }
    }

    @Test
    void putsScheduleAtMostOneTaskAStripe() {
        Board board = bench.board("b").feed();
        List<RecordingSink> sinks = readers(FeedV1.DIALECT, () -> bench.board("b"));
        CountDownLatch go = bench.stopStripes();
        for (int i = 0; i < 100; i++) {
            bench.clock.addAndGet(100);
            bench.put(board, "k" + i % 10, "v" + i);
        }
        int waiting = 0;
        for (int i = 0; i < bench.hub.stripes(); i++) {
            waiting += bench.hub.stripe(i).waiting();
        }
        assertEquals(1, waiting, "the flush; the stripes get theirs from it");
        go.countDown();
        await(sinks, "v99");
        assertTrue(sinks.stream().allMatch(sink -> sink.count() == 2));
    }
}
