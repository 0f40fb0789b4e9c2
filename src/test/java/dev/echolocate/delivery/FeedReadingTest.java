package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.CloseCode;
import dev.echolocate.broadcast.Broadcast;
import dev.echolocate.delivery.RecordingSink.Way;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Log;
import dev.echolocate.testkit.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a reader tells of its feeds: first frames, resets, gaps, cursors, and who is too slow. */
class FeedReadingTest {
    private static final int HELD = 50;
    private final Bench bench = new Bench(64 << 20, Bench.MAX_REPLIES, HELD);

    @AfterEach
    void close() {
        bench.close();
    }

    private static void append(Log log, int from, int to) {
        IntStream.range(from, to).forEach(n -> Bench.append(log, String.valueOf(n)));
    }

    private static String items(int from, int to) {
        return "\"items\":["
                + String.join(
                        ",",
                        IntStream.range(from, to).mapToObj(n -> "\"" + n + "\"").toList())
                + "]}";
    }

    private static String cursor(Log log) {
        return "{\"cursor\":\"" + log.head().text() + "\",";
    }

    private RecordingSink follow(Dialect dialect, FeedPosition... feedPositions) {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        bench.read(sink, dialect, feedPositions);
        return sink;
    }

    private static void await(RecordingSink sink, String... frames) {
        Deadline.await(
                "frames " + List.of(frames),
                Deadline.STEP,
                () -> sink.bare().equals(List.of(frames)),
                () -> "but " + sink.bare());
    }

    @Test
    void theFirstFrameComesAtOnceAndSaysWhoOneIs() {
        Handle<Log> log = bench.log("a");
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        bench.reading(sink, FeedV1.DIALECT, "\"you\":1", Bench.feedPosition(log));
        await(sink, cursor(log.feed()) + "\"you\":1,\"items\":[]}");
        String first = sink.bare().get(0);
        append(log.feed(), 0, 1);
        await(sink, first, cursor(log.feed()) + items(0, 1));
    }

    @Test
    void resumesWithoutLossOrRepeats() {
        Handle<Log> log = bench.log("a");
        append(log.feed(), 0, 3);
        String since = log.feed().head().text();
        append(log.feed(), 3, 5);
        RecordingSink sink = follow(FeedV1.DIALECT, FeedPosition.resume(log, since, () -> null));
        await(sink, cursor(log.feed()) + items(3, 5));
    }

    @Test
    void aForeignCursorStartsAgainAndSaysReset() {
        append(bench.log("a").feed(), 0, 3);
        for (String since : List.of("", "unreadable~", "foreign.3", "foreign.3.5")) {
            Handle<Log> log = bench.log("a");
            RecordingSink sink = follow(
                    FeedV1.DIALECT,
                    FeedPosition.resume(log, since, () -> log.feed().back(2)));
            await(sink, cursor(log.feed()) + "\"reset\":true," + items(1, 3));
        }
    }

    @Test
    void aStartOfAnEarlierLifeEndsInAllThatIsHeld() {
        Handle<Log> log = bench.log("a");
        append(log.feed(), 0, 3);
        Cursor stale = Cursor.at("earlier", 2);
        RecordingSink feedV1 = follow(FeedV1.DIALECT, FeedPosition.resume(log, "foreign.3", () -> stale));
        await(feedV1, cursor(log.feed()) + "\"reset\":true," + items(0, 3));
        RecordingSink plain = follow(Plain.DIALECT, FeedPosition.fresh(bench.log("a"), stale, () -> stale));
        await(plain, "0", "1", "2");
    }

    private static int held(Log log) {
        return log.read(null, log.head(), Integer.MAX_VALUE, Integer.MAX_VALUE)
                .entries()
                .size();
    }

    @Test
    void aGapIsCountedInFeedV1() {
        Handle<Log> log = bench.log("a");
        RecordingSink sink = new RecordingSink(Way.HELD);
        bench.read(sink, FeedV1.DIALECT, Bench.feedPosition(log));
        Deadline.await("a first frame", sink::holds);
        String first = sink.bare().get(0);
        RecordingSink fast = follow(FeedV1.DIALECT, Bench.feedPosition(bench.log("a")));
        // It is there before all: whoever comes later reads for itself, which says nothing of a cut.
        await(fast, first);
        // Several cuts: what the last one shares begins after what is lost.
        int end = HELD + 6;
        append(log.feed(), 0, end);
        Deadline.await("it was cut", () -> fast.last().contains(cursor(log.feed())));
        // What is cut may go once everybody was handed it, which nobody is told.
        while (held(log.feed()) > HELD) {
            append(log.feed(), end, end + 1);
            end++;
            Deadline.await("it was cut", () -> fast.last().contains(cursor(log.feed())));
        }
        sink.go(Way.AT_ONCE);
        Deadline.await("all is read", () -> sink.last().contains(cursor(log.feed())));
        int lost = end - HELD;
        assertEquals(List.of(first, cursor(log.feed()) + "\"gap\":" + lost + "," + items(lost, end)), sink.bare());
    }

    @Test
    void aPlainReaderWithAGapIsClosedWith1013() {
        Handle<Log> log = bench.log("a");
        Cursor start = log.feed().head();
        append(log.feed(), 0, HELD + 1);
        RecordingSink sink = follow(Plain.DIALECT, FeedPosition.fresh(log, start, () -> start));
        bench.awaitNothingLeft();
        assertEquals(CloseCode.TRY_AGAIN, sink.closeCode);
        assertEquals(0, sink.count());
    }

    @Test
    void muchIsReadInPagesThatSayThatMoreFollows() {
        Handle<Board> board = bench.board("b");
        String large = "x".repeat(20_000);
        for (int i = 0; i < 5; i++) {
            bench.put(board.feed(), "k" + i, large);
        }
        RecordingSink sink = follow(FeedV1.DIALECT, Bench.feedPosition(board));
        Deadline.await("all pages", () -> sink.count() > 1 && !sink.last().contains("\"more\":true"));
        List<String> frames = sink.texts();
        for (String frame : frames.subList(0, frames.size() - 1)) {
            assertTrue(frame.contains("\"more\":true"));
        }
        assertTrue(frames.stream().allMatch(frame -> frame.length() < Fanout.READ_BYTES));
    }

    @Test
    void aSlowReaderGetsOnlyTheNewestPositionOfEachMember() {
        Handle<Board> board = bench.board("b");
        RecordingSink sink = new RecordingSink(Way.HELD);
        RecordingSink fast = follow(Plain.DIALECT, Bench.feedPosition(bench.board("b")));
        bench.read(sink, Plain.DIALECT, Bench.feedPosition(board));
        bench.put(board.feed(), "a", "a0");
        // Who is there reads what was cut, from then on.
        Deadline.await("the first is in flight, and was read", () -> sink.holds() && fast.count() == 1);
        for (int i = 1; i < 100; i++) {
            bench.put(board.feed(), "a", "a" + i);
            bench.put(board.feed(), "b", "b" + i);
        }
        Deadline.await("it was flushed", () -> fast.texts().containsAll(List.of("a99", "b99")));
        sink.go(Way.AT_ONCE);
        Deadline.await("the newest of both", () -> sink.texts().containsAll(List.of("a99", "b99")));
        assertEquals(List.of("a0", "a99", "b99"), sink.texts());
    }

    @Test
    void aPlainReaderHasABudgetOfFramesOnBoards() {
        Handle<Board> board = bench.board("b");
        for (int i = 0; i < 1500; i++) {
            bench.put(board.feed(), "k" + i, "v" + i);
        }
        RecordingSink sink = follow(Plain.DIALECT, Bench.feedPosition(board));
        Deadline.await("the first 1000", () -> sink.count() >= 1000);
        bench.settle();
        assertEquals(1000, sink.count());
        bench.put(board.feed(), "k1499", "newest");
        bench.advance(Duration.ofSeconds(1));
        Deadline.await("200 more", () -> sink.count() == 1200);
        bench.advance(Duration.ofSeconds(1));
        Deadline.await("and 200 more", () -> sink.count() == 1400);
        bench.advance(Duration.ofSeconds(1));
        Deadline.await("the newest of each", () -> sink.count() == 1500);
        assertEquals("newest", sink.last());
    }

    @Test
    void messagesOfLogsCostNothingOfTheBudgetOfBoards() {
        Handle<Log> log = bench.log("a");
        Handle<Board> board = bench.board("b");
        RecordingSink sink = follow(Plain.DIALECT, Bench.feedPosition(log), Bench.feedPosition(board));
        for (int i = 1; i <= 2000; i++) {
            Bench.append(log.feed(), "m");
            if (i % HELD == 0) {
                int all = i;
                bench.clock.addAndGet(20);
                Deadline.await("they are there", () -> sink.count() == all);
            }
        }
        bench.put(board.feed(), "k", "v");
        Deadline.await("the position, too", () -> sink.last().equals("v"));
    }

    @Test
    void aFeedThatNeverRestsDoesNotStarveAnother() {
        Handle<Log> busy = bench.log("busy");
        Handle<Log> quiet = bench.log("quiet");
        RecordingSink sink = new RecordingSink(Way.HELD);
        Subscriber subscriber = bench.read(sink, Plain.DIALECT, Bench.feedPosition(busy), Bench.feedPosition(quiet));
        bench.settle();
        subscriber.reply(Frame.text("reply"));
        Deadline.await("it is in flight", sink::holds);
        Bench.append(quiet.feed(), "quiet");
        for (int i = 1; i <= 3; i++) {
            bench.clock.addAndGet(1000);
            Bench.append(busy.feed(), "busy");
            // The flush, and what it hands to the stripes.
            bench.settle();
            bench.settle();
            sink.releaseOne();
            Deadline.await("the next is in flight", sink::holds);
        }
        assertTrue(sink.texts().contains("quiet"), () -> "got " + sink.texts());
    }

    /** Where nobody used the channel when it came, whatever is there has come since. */
    @Test
    void whoBringsAnOldCursorToAChannelThatWasNotThereReadsAllOfIt() {
        Handle<Log> channel = bench.log("channel");
        Bench.append(channel.feed(), "m1");
        Frame frame = bench.hub.poll(FeedV1.DIALECT, List.of(Broadcast.feedPosition(channel, Cursor.NOTHING, "old.5")));
        assertTrue(String.valueOf(frame.text()).contains("\"reset\":true"), frame::text);
        assertTrue(String.valueOf(frame.text()).contains("m1"), frame::text);
    }
}
