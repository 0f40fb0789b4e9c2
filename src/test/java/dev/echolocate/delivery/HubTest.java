package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.CloseCode;
import dev.echolocate.delivery.RecordingSink.Way;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Log;
import dev.echolocate.testkit.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of all sessions, and of all threads. */
class HubTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private RecordingSink session(Way way) {
        RecordingSink sink = new RecordingSink(way);
        bench.read(sink, FeedV1.DIALECT, Bench.feedPosition(bench.log("a")));
        return sink;
    }

    @Test
    void everySessionIsClosedWith1001AndWhoDoesNotEndIsCutOff() {
        List<RecordingSink> polite = List.of(session(Way.AT_ONCE), session(Way.LATER));
        RecordingSink deaf = session(Way.AT_ONCE);
        deaf.endsWhenAsked = false;
        RecordingSink stalled = session(Way.HELD);
        Deadline.await("its first frame is in flight", stalled::holds);
        CountDownLatch never = new CountDownLatch(1);
        RecordingSink blocking = new RecordingSink(Way.AT_ONCE) {
            @Override
            public void close(End how) {
                Bench.waitFor(never);
            }
        };
        bench.read(blocking, Plain.DIALECT, Bench.feedPosition(bench.board("b")));
        bench.hub.endAll(300);
        assertEquals(0, bench.hub.sessions());
        for (RecordingSink sink : polite) {
            assertEquals(CloseCode.GOING_AWAY, sink.closeCode);
            assertEquals(0, sink.aborts.get());
            assertEquals(1, sink.endings.get());
        }
        for (RecordingSink sink : List.of(deaf, stalled, blocking)) {
            assertEquals(1, sink.aborts.get());
            assertEquals(1, sink.endings.get());
        }
        bench.awaitNothingLeft();
        never.countDown();
    }

    @Test
    void whoIsRefusedIsNoSessionOfAnyKind() {
        List<Over> told = new CopyOnWriteArrayList<>();
        bench.hub.counts().tell(told::add);
        RecordingSink in = session(Way.AT_ONCE);
        Usage usage = bench.hub.counts().usage(in.kind());
        RecordingSink refused = new RecordingSink(Way.AT_ONCE);
        refused.endsWhenAsked = false;
        Subscriber subscriber = bench.hub.refuse(refused, CloseCode.TRY_AGAIN, "full");
        Deadline.await("it is told", () -> refused.closeCode == CloseCode.TRY_AGAIN);
        assertEquals(1, usage.open(), "one that is being refused");
        subscriber.closed();
        bench.hub.endAll(1000);
        assertEquals(0, usage.open());
        assertEquals(1, usage.sessions());
        assertEquals(1, bench.hub.counts().endings().of(Ending.REFUSED));
        assertEquals(List.of(Ending.STOPPING), told.stream().map(Over::why).toList());
    }

    @Test
    void whoComesWhileItStopsIsClosedAndWhoComesAfterIsCutOff() throws InterruptedException {
        RecordingSink deaf = session(Way.AT_ONCE);
        deaf.endsWhenAsked = false;
        Thread stop = new Thread(() -> bench.hub.endAll(60_000));
        stop.start();
        Deadline.await("it has begun", () -> deaf.closeCode == CloseCode.GOING_AWAY);
        RecordingSink during = session(Way.AT_ONCE);
        Deadline.await("it is closed, too", () -> during.closeCode == CloseCode.GOING_AWAY);
        deaf.subscriber.thenAccept(Subscriber::closed);
        stop.join();
        RecordingSink after = session(Way.AT_ONCE);
        assertEquals(1, after.aborts.get());
        bench.awaitNothingLeft();
        bench.hub.close();
        assertEquals(1, session(Way.AT_ONCE).aborts.get());
    }

    @Test
    void whatWasAcceptedIsDeliveredBeforeTheEnd() {
        Handle<Log> log = bench.log("a");
        Handle<Board> board = bench.board("b");
        RecordingSink behind = new RecordingSink(Way.HELD);
        Subscriber plain = bench.read(behind, Plain.DIALECT, Bench.all(log));
        RecordingSink both = new RecordingSink(Way.LATER);
        bench.read(both, FeedV1.DIALECT, Bench.feedPosition(board), Bench.feedPosition(log));
        RecordingSink echo = new RecordingSink(Way.AT_ONCE);
        Subscriber delayed = bench.replies(echo, 1_000, null);
        Deadline.await("a first frame", () -> both.count() == 1);
        CountDownLatch go = bench.stopStripes();
        for (int i = 0; i < 500; i++) {
            Bench.append(log.feed(), "m" + i);
        }
        bench.put(board.feed(), "k", "v");
        plain.reply(Frame.text("reply"));
        delayed.reply(Frame.text("delayed"), 60_000);
        Thread stop = new Thread(() -> bench.hub.endAll(20_000));
        stop.start();
        Deadline.await("it is told", plain::ending);
        go.countDown();
        behind.go(Way.LATER);
        Deadline.await(
                "all are closed",
                () -> List.of(behind, both, echo).stream().allMatch(sink -> sink.closeCode == CloseCode.GOING_AWAY));
        bench.awaitNothingLeft();
        assertEquals(501, behind.count());
        assertTrue(behind.texts().contains("m499"));
        assertTrue(String.join("", both.texts()).contains("\"m499\""));
        assertTrue(String.join("", both.texts()).contains("\"v\""));
        assertEquals(List.of("delayed"), echo.texts());
        assertEquals(3, bench.hub.counts().endings().of(Ending.STOPPING));
    }

    @Test
    void whatIsBeingWrittenReachesThoseWhoFollowBeforeTheEnd() {
        Handle<Log> log = bench.log("a");
        RecordingSink reader = new RecordingSink(Way.AT_ONCE);
        Subscriber follows = bench.read(reader, Plain.DIALECT, Bench.feedPosition(log));
        RecordingSink echo = new RecordingSink(Way.AT_ONCE);
        bench.replies(echo, 1_000, null);
        CompletableFuture<Void> write = new CompletableFuture<>();
        bench.hub.writing(write);
        Thread stop = new Thread(() -> bench.hub.endAll(20_000));
        stop.start();
        Deadline.await("who follows nothing is closed", () -> echo.closeCode == CloseCode.GOING_AWAY);
        Deadline.await("it is told", follows::ending);
        bench.settle();
        assertEquals(0, reader.closeCode);
        Bench.append(log.feed(), "late");
        write.complete(null);
        Deadline.await("it is closed", () -> reader.closeCode == CloseCode.GOING_AWAY);
        assertEquals(List.of("late"), reader.texts());
        bench.awaitNothingLeft();
    }

    @Test
    void whatIsNeverWrittenHoldsUpTheEndForItsTimeOnly() {
        RecordingSink reader = session(Way.AT_ONCE);
        bench.hub.writing(new CompletableFuture<>());
        bench.hub.endAll(3_000);
        assertEquals(CloseCode.GOING_AWAY, reader.closeCode);
        assertEquals(0, reader.aborts.get());
        bench.awaitNothingLeft();
    }

    @Test
    void closingEndsAllThreads() {
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sinks.add(session(Way.LATER));
        }
        Deadline.await("first frames", () -> sinks.stream().allMatch(sink -> sink.count() == 1));
        bench.settleAll();
        bench.settle();
        bench.advance(Bench.PING);
        Deadline.await("pings", () -> sinks.stream().allMatch(sink -> sink.pings.get() == 1));
        bench.hub.endAll(10_000);
        assertTrue(sinks.stream().allMatch(sink -> sink.closeCode == CloseCode.GOING_AWAY));
        bench.hub.close();
        Deadline.await("no thread is left", () -> bench.threads.stream().noneMatch(Thread::isAlive));
    }
}
