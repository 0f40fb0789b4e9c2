package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.LocalEngine;
import dev.echolocate.feed.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Positions that come at once: what they say of now, and what of the way there. */
class PositionBatchTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final String SECRET = "0123456789abcdef";

    private final LocalEngine engine =
            new LocalEngine(FeedLimits.of(1 << 20, 10, Duration.ofSeconds(60), 100, false), () -> NOW);
    private final Tracker tracker =
            new Tracker(engine, () -> NOW, Duration.ofSeconds(60), Duration.ofSeconds(30), new Budget(1 << 20));
    private final Handle<Board> room = open();
    private final Member ann = tracker.join(open(), Address.UNKNOWN, SECRET, true, () -> {});

    private Handle<Board> open() {
        return tracker.room("r", Address.UNKNOWN).toCompletableFuture().join();
    }

    private Outcome say(Member member, String json) throws BadMessageException {
        return tracker.take(member, tracker.decode(json)).toCompletableFuture().join();
    }

    private static String one(long secondsAgo) {
        return "{\"id\":5.0,\"lat\":1,\"lon\":" + secondsAgo + "e-3,\"at\":" + (NOW - 1000 * secondsAgo) + "}";
    }

    private static String batch(long... secondsAgo) {
        return Arrays.stream(secondsAgo).mapToObj(PositionBatchTest::one).collect(Collectors.joining(",", "[", "]"));
    }

    private Entry entry() {
        return assertNotNullEntry(room.feed().get("5"));
    }

    private static Entry assertNotNullEntry(Entry entry) {
        assertNotNull(entry);
        return entry;
    }

    private String trail() {
        JsonWriter json = new JsonWriter().object();
        tracker.trail("r", entry(), json);
        return json.done();
    }

    private static String told(long... secondsAgo) {
        return LongStream.of(secondsAgo)
                .mapToObj(s -> "[1," + (s == 0 ? "0" : String.valueOf(s / 1000.0)) + "," + (NOW - 1000 * s) + "]")
                .collect(Collectors.joining(",", "{\"trail\":[", "]}"));
    }

    @Test
    void oneChangeForAllOfThem() throws Exception {
        long before = room.feed().head().sequence();
        assertEquals(Outcome.DONE, say(ann, batch(30, 20, 10)));
        assertEquals(before + 1, room.feed().head().sequence());
        assertTrue(entry().item().json().contains("\"at\":" + (NOW - 10_000)));
        assertEquals(told(30, 20, 10), trail());
    }

    @Test
    void olderOnesTellTheSameAgain() throws Exception {
        say(ann, one(5));
        String json = entry().item().json();
        assertEquals(Outcome.DONE, say(ann, batch(30, 20)));
        assertEquals(json, entry().item().json());
        assertEquals("[5.0,1,0.005]", entry().item().text());
        assertEquals(told(30, 20, 5), trail());
        assertEquals(Outcome.STALE, say(ann, one(5)), "the same fix is still no news");
        assertEquals(Outcome.DONE, say(ann, one(4)));
    }

    @Test
    void oneAloneThatIsOlderIsNoPartOfTheWay() throws Exception {
        say(ann, one(5));
        assertEquals(Outcome.STALE, say(ann, one(10)), "two devices of one person may both report");
        assertEquals(told(5), trail());
        assertEquals(Outcome.DONE, say(ann, batch(10)), "who means it says so");
        assertEquals(told(10, 5), trail());
    }

    @Test
    void howeverManyComeLateAPauseIsNews() throws Exception {
        say(ann, one(5));
        for (int i = 0; i < 100; i++) {
            assertEquals(Outcome.DONE, say(ann, batch(300 - i)));
        }
        assertEquals(Outcome.DONE, say(ann, one(5).replace("}", ",\"paused\":true}")));
        assertEquals(Outcome.DONE, say(ann, batch(100)));
        assertTrue(entry().item().json().endsWith(",\"paused\":true}"), "she pauses still");
        assertEquals(Outcome.DONE, say(ann, one(4)));
    }

    @Test
    void whatIsTooOldForATrailIsNoError() throws Exception {
        say(ann, one(5));
        assertEquals(Outcome.STALE, say(ann, batch(4000, 1801)), "nothing to be written");
        assertEquals(Outcome.DONE, say(ann, batch(4000, 1801, 1800)));
        assertEquals(told(1800, 5), trail());
    }

    @Test
    void aVisitOfTheSamePersonExtendsTheTrailToo() throws Exception {
        say(ann, one(5));
        Member visit = tracker.visit(open(), Address.UNKNOWN, SECRET);
        assertEquals(Outcome.DONE, say(visit, batch(20, 10)));
        tracker.gone(visit);
        assertEquals(told(20, 10, 5), trail());
        Member stranger = tracker.visit(open(), Address.UNKNOWN, null);
        assertEquals(Outcome.NOT_OWNER, say(stranger, batch(40, 30)));
        assertEquals(Outcome.NOT_OWNER, say(stranger, batch(40, 0)));
        tracker.gone(stranger);
        assertEquals(told(20, 10, 5), trail());
    }

    @Test
    void anotherTabWhoseFixIsNewerIsNotMovedBack() throws Exception {
        say(ann, one(20));
        Member tab = tracker.join(open(), Address.UNKNOWN, SECRET, true, () -> {});
        say(tab, one(5));
        String json = entry().item().json();
        assertEquals(Outcome.DONE, say(ann, batch(30, 10)), "this one knows of 20 s ago");
        assertEquals(json, entry().item().json());
        assertEquals(told(30, 20, 10, 5), trail());
    }

    @Test
    void whatIsReadIsWhatWasSent() throws Exception {
        TrackerProtocol.TrackerMessage message = tracker.decode(batch(20, 10));
        assertEquals(NOW - 10_000, assertPosition(message).at());
        assertEquals("5", message.id().key());
        assertNull(tracker.decode(one(1)).batch());
        assertNull(tracker.decode("[1,2,3]").batch());
        List<String> wrong = List.of("[{}]", "[{},0,0]", "[" + one(1) + ",5]", "[" + one(1) + ",null]", batch(1, 2));
        for (String json : wrong) {
            String words = assertThrows(BadMessageException.class, () -> tracker.decode(json), json)
                    .getMessage();
            assertTrue(words.startsWith("position "), words);
        }
    }

    private static Position assertPosition(TrackerProtocol.TrackerMessage message) {
        Position position = message.position();
        assertNotNull(position);
        return position;
    }

    @Test
    void decodersOfOtherFormatsAreHeldToTheSameRules() throws Exception {
        Position early = assertPosition(tracker.decode(one(10)));
        Position late = assertPosition(tracker.decode(one(5)));
        assertEquals(late, PositionBatch.of(List.of(early, late)).newest());
        assertEquals("bad_at", refusal(List.of(late, early)));
        assertEquals("bad_at", refusal(List.of(assertPosition(tracker.decode("[5,1,2]")))));
    }

    private static String refusal(List<Position> positions) {
        return assertThrows(BadMessageException.class, () -> PositionBatch.of(positions))
                .code();
    }
}
