package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.CloseCode;
import dev.echolocate.delivery.RecordingSink.Way;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Log;
import dev.echolocate.testkit.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader of a Board and a Log: one frame for both, one cursor, and one new start. */
class SeveralFeedsTest {
    private static final int HELD = 50;
    private static final Pattern ITEM = Pattern.compile("\"((?:[kmp])[0-9]+)[x\"]");

    /** A test lets hours pass while a send is under way. */
    private final Bench bench = new Bench(64 << 20, Bench.MAX_REPLIES, HELD, Duration.ofDays(1));

    private final Board board = bench.board("b").feed();
    private final Log log = bench.log("a").feed();

    @AfterEach
    void close() {
        bench.close();
    }

    /** Everybody, and the last two messages. */
    private List<FeedPosition> feedPositions() {
        Handle<Log> messages = bench.log("a");
        return List.of(
                Bench.all(bench.board("b")),
                FeedPosition.fresh(
                        messages, messages.feed().back(2), () -> messages.feed().back(2)));
    }

    private RecordingSink follow(Dialect dialect, List<FeedPosition> feedPositions) {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        bench.read(sink, dialect, feedPositions.toArray(FeedPosition[]::new));
        return sink;
    }

    private RecordingSink resume(String since) {
        List<FeedPosition> feedPositions = feedPositions();
        FeedPosition.resumeAll(feedPositions, since);
        return follow(FeedV1.DIALECT, feedPositions);
    }

    private String cursor() {
        return board.head().text() + "~" + log.head().text();
    }

    private static String cursorOf(String frame) {
        return frame.split("\"")[3];
    }

    private static List<String> items(RecordingSink sink) {
        List<String> items = new ArrayList<>();
        for (String frame : sink.texts()) {
            Matcher item = ITEM.matcher(frame);
            while (item.find()) {
                items.add(item.group(1));
            }
        }
        return items;
    }

    private static void await(RecordingSink sink, String... frames) {
        Deadline.await(
                "frames " + List.of(frames),
                Deadline.STEP,
                () -> sink.bare().equals(List.of(frames)),
                () -> "but " + sink.bare());
    }

    @Test
    void whatAllHaveToTellIsOneFrameWithTheirCursorsJoined() {
        bench.put(board, "k1", "k1");
        List.of("m1", "m2", "m3").forEach(m -> Bench.append(log, m));
        RecordingSink sink = follow(FeedV1.DIALECT, feedPositions());
        String first = "{\"cursor\":\"" + cursor() + "\",\"items\":[\"k1\",\"m2\",\"m3\"]}";
        await(sink, first);
        Bench.append(log, "m4");
        String second = "{\"cursor\":\"" + cursor() + "\",\"items\":[\"m4\"]}";
        await(sink, first, second);
        bench.put(board, "k2", "k2");
        await(sink, first, second, "{\"cursor\":\"" + cursor() + "\",\"items\":[\"k2\"]}");
    }

    /** As long as it fits into one frame. */
    @Test
    void whatALaterFeedTellsNeverOvertakesWhatAnEarlierOneHeldBefore() {
        RecordingSink sink = follow(FeedV1.DIALECT, feedPositions());
        for (int i = 0; i < 100; i++) {
            bench.put(board, "k" + i, "k" + i);
            Bench.append(log, "m" + i);
        }
        Deadline.await("all", () -> items(sink).contains("m99"));
        List<String> items = items(sink);
        for (int i = 0; i < 100; i++) {
            int message = items.indexOf("m" + i);
            assertTrue(message < 0 || items.subList(0, message).contains("k" + i), "m" + i + " in " + items);
            assertEquals(1, items.stream().filter(("k" + i)::equals).count(), "told once");
        }
    }

    @Test
    void thereIsAFirstFrameAlsoWhereThereIsNothing() {
        await(follow(FeedV1.DIALECT, feedPositions()), "{\"cursor\":\"" + cursor() + "\",\"items\":[]}");
    }

    @Test
    void aJoinedCursorGoesOnInEachFeedWithoutLossOrRepeats() {
        bench.put(board, "k1", "k1");
        Bench.append(log, "m1");
        RecordingSink sink = follow(FeedV1.DIALECT, feedPositions());
        Deadline.await("a first frame", () -> sink.count() == 1);
        String since = cursorOf(sink.last());
        Bench.append(log, "m2");
        bench.put(board, "k2", "k2");
        bench.put(board, "k1", "k11");
        Deadline.await("all", () -> items(sink).containsAll(List.of("m2", "k2", "k11")));
        await(resume(since), "{\"cursor\":\"" + cursor() + "\",\"items\":[\"k2\",\"k11\",\"m2\"]}");
        await(resume(cursor()), "{\"cursor\":\"" + cursor() + "\",\"items\":[]}");
        String onlyPeople = board.head().text() + "~" + since.split("~")[1];
        await(resume(onlyPeople), "{\"cursor\":\"" + cursor() + "\",\"items\":[\"m2\"]}");
        String onlyMessages = since.split("~")[0] + "~" + log.head().text();
        await(resume(onlyMessages), "{\"cursor\":\"" + cursor() + "\",\"items\":[\"k2\",\"k11\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "B", "L", "B~L~L", "B~", "~L", "B~?", "?~L", "B~foreign.1", "foreign.1~L", "L~B"})
    void whereOneCanNotGoOnAllStartAgain(String since) {
        bench.put(board, "k1", "k1");
        List.of("m1", "m2", "m3").forEach(m -> Bench.append(log, m));
        String brought =
                since.replace("B", board.head().text()).replace("L", log.head().text());
        await(resume(brought), "{\"cursor\":\"" + cursor() + "\",\"reset\":true,\"items\":[\"k1\",\"m2\",\"m3\"]}");
    }

    @Test
    void aReaderThatMissedWhoLeftStartsAgainInAllFeeds() {
        RecordingSink slow = new RecordingSink(Way.HELD);
        bench.put(board, "k1", "k1");
        bench.read(slow, FeedV1.DIALECT, feedPositions().toArray(FeedPosition[]::new));
        Deadline.await("a first frame", slow::holds);
        List.of("m1", "m2", "m3").forEach(m -> Bench.append(log, m));
        bench.put(board, "k2", "k2");
        bench.clock.addAndGet(Duration.ofHours(2).toMillis());
        bench.engine.sweep();
        bench.clock.addAndGet(Duration.ofMinutes(2).toMillis());
        bench.engine.sweep();
        bench.put(board, "k3", "k3");
        slow.go(Way.AT_ONCE);
        // The messages may be flushed a little later than the reader goes on.
        Deadline.await(
                "all that is there now",
                Deadline.STEP,
                () -> items(slow).equals(List.of("k1", "k3", "m2", "m3")),
                () -> "but " + slow.texts());
        // It may have been told meanwhile that there is nothing: two hours have passed.
        List<String> frames = slow.bare().stream()
                .filter(frame -> frame.contains("\"reset\"") || !frame.endsWith("\"items\":[]}"))
                .toList();
        assertTrue(frames.get(1).contains("\"reset\":true"), frames::toString);
        assertTrue(frames.stream().skip(2).noneMatch(frame -> frame.contains("\"reset\"")), frames::toString);
    }

    @Test
    void aResetMayHavePagesAndEachSaysThatMoreFollows() {
        String large = "x".repeat(9_000);
        for (int i = 0; i < 9; i++) {
            bench.put(board, "k" + i, "k" + i + large);
        }
        Bench.append(log, "m1" + large);
        Bench.append(log, "m2" + large);
        RecordingSink sink = resume("foreign");
        Deadline.await("all pages", () -> sink.count() > 2 && !sink.last().contains("\"more\":true"));
        List<String> frames = sink.texts();
        assertTrue(frames.get(0).contains("\"reset\":true"));
        for (String frame : frames.subList(0, frames.size() - 1)) {
            assertTrue(frame.contains("\"more\":true"));
        }
        for (String frame : frames.subList(1, frames.size())) {
            assertTrue(!frame.contains("\"reset\""));
        }
        // Each counts twice, as JSON and as text; what is read of both feeds together is bounded.
        assertTrue(frames.stream().allMatch(frame -> frame.length() < Fanout.READ_BYTES / 2));
        assertEquals(
                List.of("k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "m1", "m2"),
                items(sink).stream().sorted().toList());
        // Who breaks off after the first page goes on there.
        RecordingSink back = resume(cursorOf(frames.get(0)));
        Deadline.await("the rest", () -> items(back).contains("k8"));
        assertEquals(
                items(sink),
                Stream.concat(ITEM.matcher(frames.get(0)).results().map(m -> m.group(1)), items(back).stream())
                        .toList());
    }

    @Test
    void theGapIsTheSum() {
        Handle<Log> one = bench.log("one");
        Handle<Log> two = bench.log("two");
        String since = one.feed().head().text() + "~" + two.feed().head().text();
        for (int i = 0; i < HELD + 3; i++) {
            Bench.append(one.feed(), "m1");
            Bench.append(two.feed(), "p1");
        }
        List<FeedPosition> feedPositions = List.of(Bench.all(one), Bench.all(two));
        FeedPosition.resumeAll(feedPositions, since);
        RecordingSink sink = follow(FeedV1.DIALECT, feedPositions);
        Deadline.await("a frame", () -> sink.count() == 1);
        assertTrue(sink.last().contains("\"gap\":6,"), sink.last());
        assertEquals(2 * HELD, items(sink).size());
    }

    @Test
    void aPlainReaderGetsAMessageForEachEntryOfEach() {
        bench.put(board, "k1", "k1");
        Bench.append(log, "m1");
        RecordingSink sink = follow(Plain.DIALECT, feedPositions());
        await(sink, "k1", "m1");
        Bench.append(log, "m2");
        await(sink, "k1", "m1", "m2");
        bench.put(board, "k1", "k2");
        await(sink, "k1", "m1", "m2", "k2");
    }

    @Test
    void aPlainReaderThatOneFeedLeftBehindIsClosedWith1013() {
        Cursor start = log.head();
        for (int i = 0; i <= HELD; i++) {
            Bench.append(log, "m1");
        }
        bench.put(board, "k1", "k1");
        RecordingSink sink = follow(
                Plain.DIALECT,
                List.of(Bench.all(bench.board("b")), FeedPosition.fresh(bench.log("a"), start, () -> start)));
        bench.awaitNothingLeft();
        assertEquals(CloseCode.TRY_AGAIN, sink.closeCode);
        assertEquals(0, sink.count());
    }

    @Test
    void manyWhoFollowTheSameFeedsShareOneEncoding() {
        FanoutTest.Counting dialect = new FanoutTest.Counting();
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sinks.add(follow(dialect, feedPositions()));
        }
        Deadline.await("first frames", () -> sinks.stream().allMatch(sink -> sink.count() == 1));
        dialect.encoded.set(0);
        for (int i = 1; i <= 3; i++) {
            String message = "m" + i;
            String person = "k" + i;
            Bench.append(log, message);
            Deadline.await(
                    message, () -> sinks.stream().allMatch(sink -> items(sink).contains(message)));
            bench.put(board, person, person);
            Deadline.await(
                    person, () -> sinks.stream().allMatch(sink -> items(sink).contains(person)));
            assertEquals(2 * i, dialect.encoded.get());
        }
        assertEquals(
                1, sinks.stream().map(sink -> cursorOf(sink.last())).distinct().count());
        assertEquals(cursor(), cursorOf(sinks.get(0).last()));
    }
}
