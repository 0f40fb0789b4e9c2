package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.delivery.RecordingSink.Way;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Feed;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Log;
import dev.echolocate.testkit.Deadline;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a reader is told where there is nothing to tell, and the time that goes with it. */
class BeatTest {
    private static final Duration ALMOST = Bench.BEAT.minusMillis(1);
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private RecordingSink follow(Dialect dialect, FeedPosition... feedPositions) {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        bench.read(sink, dialect, feedPositions);
        return sink;
    }

    private static void await(RecordingSink sink, int frames) {
        Deadline.await(frames + " frames", Deadline.STEP, () -> sink.count() >= frames, () -> "but " + sink.texts());
    }

    /** What is due is done, and no more comes of it. */
    private void advance(Duration time) {
        bench.advance(time);
        bench.settleAll();
    }

    private String frame(Feed feed, long now, String members) {
        return "{\"cursor\":\"" + feed.head().text() + "\",\"now\":" + now + members + ",\"items\":[]}";
    }

    @Test
    void theFirstFrameSaysHowOftenAndWhoIsQuietForSoLongIsToldThatThereIsNothing() {
        Handle<Log> log = bench.log("a");
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        long began = bench.epochMillis();
        bench.reading(sink, FeedV1.DIALECT, "\"you\":1", Bench.feedPosition(log));
        await(sink, 1);
        assertEquals(frame(log.feed(), began, ",\"beat\":15,\"you\":1"), sink.last());
        advance(ALMOST);
        assertEquals(1, sink.count());
        advance(Duration.ofMillis(1));
        assertEquals(frame(log.feed(), began + Bench.BEAT.toMillis(), ""), sink.last());
        Deadline.await("together: a phone's radio wakes once", () -> sink.pings.get() == 1);
        advance(ALMOST);
        assertEquals(2, sink.count());
        assertEquals(1, sink.pings.get());
        advance(Duration.ofMillis(1));
        await(sink, 3);
        Deadline.await("and again", () -> sink.pings.get() == 2);
    }

    @Test
    void whateverIsSentPutsTheBeatOff() {
        Handle<Log> log = bench.log("a");
        RecordingSink sink = follow(FeedV1.DIALECT, Bench.feedPosition(log));
        await(sink, 1);
        advance(ALMOST);
        Bench.append(log.feed(), "news");
        await(sink, 2);
        advance(ALMOST);
        sink.subscriber.thenAccept(subscriber -> subscriber.reply(Frame.text("reply")));
        await(sink, 3);
        advance(ALMOST);
        assertEquals(3, sink.count());
        advance(Duration.ofMillis(1));
        assertEquals(frame(log.feed(), bench.epochMillis(), ""), sink.last());
    }

    @Test
    void onlyWhoCanReadItIsTold() {
        RecordingSink plain = follow(Plain.DIALECT, Bench.feedPosition(bench.log("a")));
        RecordingSink polled = follow(bench.hub.polled(FeedV1.DIALECT), Bench.feedPosition(bench.log("a")));
        RecordingSink echo = new RecordingSink(Way.AT_ONCE);
        bench.replies(echo, 1000, null);
        await(polled, 1);
        for (int i = 0; i < 5; i++) {
            advance(Bench.BEAT);
        }
        assertEquals(List.of(), plain.texts());
        assertEquals(List.of(), echo.texts());
        assertEquals(1, polled.count(), "its answer alone");
        assertTrue(plain.pings.get() > 0);
    }

    @Test
    void nothingIsSaidBesideWhatIsInFlightNorToWhoIsBehind() {
        Handle<Log> log = bench.log("a");
        RecordingSink sink = new RecordingSink(Way.HELD);
        bench.read(sink, FeedV1.DIALECT, Bench.feedPosition(log));
        Deadline.await("the first frame is in flight", sink::holds);
        // Less than the deadline of a send in all.
        bench.advance(Bench.SEND_DEADLINE.minusMillis(1));
        bench.settle();
        Bench.append(log.feed(), "news");
        bench.settle();
        sink.releaseOne();
        Deadline.await("the news are in flight", () -> sink.count() == 2 && sink.holds());
        assertTrue(sink.last().endsWith("[\"news\"]}"), sink.last());
        bench.clock.addAndGet(Bench.BEAT.toMillis());
        // No tick, which would end it: whatever wakes it.
        bench.hub.stripe(0).later(() -> sink.subscriber.thenAccept(Subscriber::wake));
        bench.settle();
        assertEquals(2, sink.count());
        assertFalse(sink.overlapped);
        sink.releaseOne();
        Deadline.await("now there is nothing more", () -> sink.count() == 3);
        assertEquals(frame(log.feed(), bench.epochMillis(), ""), sink.last());
    }

    @Test
    void whoFollowsSeveralFeedsIsToldAllItsCursors() {
        Handle<Board> board = bench.board("b");
        Handle<Log> log = bench.log("a");
        RecordingSink sink = follow(FeedV1.DIALECT, Bench.feedPosition(board), Bench.feedPosition(log));
        await(sink, 1);
        Bench.append(log.feed(), "m");
        bench.put(board.feed(), "k", "v");
        Deadline.await(
                "both",
                () -> String.join("", sink.texts()).matches(".*\"m\".*")
                        && String.join("", sink.texts()).matches(".*\"v\".*"));
        int before = sink.count();
        advance(Bench.BEAT);
        await(sink, before + 1);
        String cursor = board.feed().head().text() + "~" + log.feed().head().text();
        assertEquals("{\"cursor\":\"" + cursor + "\",\"now\":" + bench.epochMillis() + ",\"items\":[]}", sink.last());
    }

    @Test
    void whereWhatIsTakenIsASignOfLifeAFrameIsAPing() {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE) {
            @Override
            public void send(
                    Frame frame, java.util.function.Consumer<@org.jspecify.annotations.Nullable Throwable> done) {
                super.send(frame, done);
                subscriber.thenAccept(Subscriber::heard);
            }
        };
        sink.livesByTaking = true;
        bench.read(sink, ServerSentEvents.of(FeedV1.DIALECT), Bench.feedPosition(bench.log("a")));
        await(sink, 1);
        for (int i = 2; i < 12; i++) {
            advance(Bench.BEAT);
            await(sink, i);
        }
        assertEquals(0, sink.pings.get());
        assertEquals(0, sink.endings.get());
    }

    @Test
    void aBeatDoesNotKeepADeadPeerAlive() {
        RecordingSink dead = new RecordingSink(Way.AT_ONCE);
        dead.answersPings = false;
        bench.read(dead, FeedV1.DIALECT, Bench.feedPosition(bench.log("a")));
        await(dead, 1);
        for (int i = 0; i < 4; i++) {
            advance(Bench.BEAT);
        }
        assertEquals(1, dead.endings.get());
        assertEquals(1, dead.pings.get());
    }

    @Test
    void eachAnswerOfAPollSaysWhatAFirstFrameDoes() {
        Handle<Log> log = bench.log("a");
        String json = String.valueOf(bench.hub
                .poll(FeedV1.DIALECT, List.of(Bench.feedPosition(bench.log("a"))))
                .text());
        assertEquals(frame(log.feed(), bench.epochMillis(), ",\"beat\":15"), json);
        RecordingSink first = new RecordingSink(Way.AT_ONCE);
        RecordingSink second = new RecordingSink(Way.AT_ONCE);
        for (RecordingSink sink : List.of(first, second)) {
            FeedPosition feedPosition = Bench.feedPosition(bench.log("a"));
            FeedPosition.await(List.of(feedPosition));
            bench.read(sink, bench.hub.polled(FeedV1.DIALECT), feedPosition);
        }
        bench.settle();
        Bench.append(log.feed(), "news");
        await(first, 1);
        await(second, 1);
        assertTrue(first.last().contains(",\"beat\":15,\"items\":[\"news\"]"), first.last());
        assertEquals(first.last(), second.last());
    }

    @Test
    void whoReadsACutLaterIsToldTheTimeOfTheCut() {
        Handle<Log> log = bench.log("a");
        RecordingSink fast = follow(FeedV1.DIALECT, Bench.feedPosition(bench.log("a")));
        RecordingSink slow = new RecordingSink(Way.HELD);
        bench.read(slow, FeedV1.DIALECT, Bench.feedPosition(bench.log("a")));
        await(fast, 1);
        Deadline.await("its first frame is in flight", slow::holds);
        long cut = bench.epochMillis();
        Bench.append(log.feed(), "news");
        await(fast, 2);
        bench.clock.addAndGet(1_000);
        slow.go(Way.AT_ONCE);
        await(slow, 2);
        assertTrue(fast.last().contains("\"now\":" + cut + ","), fast.last());
        assertEquals(fast.last(), slow.last());
    }
}
