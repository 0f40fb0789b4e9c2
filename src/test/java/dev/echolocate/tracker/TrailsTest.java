package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Limits;
import dev.echolocate.feed.LocalEngine;
import dev.echolocate.feed.Outcome;
import jakarta.json.JsonArray;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrailsTest {
    private long now = 1_800_000_000_000L;
    private final LocalEngine engine = new LocalEngine(Limits.of(1 << 20, 10, Duration.ofSeconds(60), 100), () -> now);
    private Tracker tracker = tracker(1 << 20);
    private final Handle<Board> room = open();
    private final Member ann = join();

    private Tracker tracker(long trailBytes) {
        return new Tracker(engine, () -> now, Duration.ofSeconds(60), Duration.ofSeconds(30), trailBytes);
    }

    private Handle<Board> open() {
        return tracker.room("r").toCompletableFuture().join();
    }

    private Member join() {
        return tracker.join("r", open(), null, true, () -> {});
    }

    private Outcome report(String json) throws BadMessageException {
        Position position = tracker.decode(json).position();
        assert position != null;
        return tracker.report(ann, position).toCompletableFuture().join();
    }

    private void walk(int steps) throws BadMessageException {
        for (int i = 0; i < steps; i++) {
            now += 1000;
            assertEquals(Outcome.DONE, report("{\"id\":\"a\",\"lat\":" + i + "e-3,\"lon\":-0.1234567}"));
        }
    }

    private JsonArray trail() throws BadMessageException {
        Entry entry = room.feed().get("a");
        assert entry != null;
        JsonArray trail =
                Json.parse(tracker.withTrail("r", entry)).asJsonObject().getJsonArray("trail");
        return trail == null ? jakarta.json.JsonValue.EMPTY_JSON_ARRAY : trail;
    }

    @Test
    void isTheWayThatLedThere() throws BadMessageException {
        walk(3);
        assertEquals(
                "[[0,-0.1234567," + (now - 2000) + "],[0.001,-0.1234567," + (now - 1000) + "],[0.002,-0.1234567," + now
                        + "]]",
                trail().toString());
    }

    @Test
    void hasTheNewestTwoHundredPoints() throws BadMessageException {
        walk(450);
        assertEquals(200, trail().size());
        assertEquals(now, trail().getJsonArray(199).getJsonNumber(2).longValue());
        assertEquals(now - 199_000, trail().getJsonArray(0).getJsonNumber(2).longValue());
    }

    @Test
    void forgetsAfterHalfAnHour() throws BadMessageException {
        walk(2);
        now += 30 * 60 * 1000 - 1000;
        walk(1);
        assertEquals(2, trail().size(), "the second point is just old enough to stay");
    }

    @Test
    void pausingAddsNoPoint() throws BadMessageException {
        report("{\"id\":\"a\",\"lat\":1,\"lon\":2,\"at\":" + now + "}");
        assertEquals(Outcome.DONE, report("{\"id\":\"a\",\"lat\":1,\"lon\":2,\"at\":" + now + ",\"paused\":true}"));
        assertEquals(1, trail().size());
        Entry entry = room.feed().get("a");
        assert entry != null;
        assertTrue(entry.item().json().endsWith(",\"paused\":true}"));
        assertEquals(Outcome.STALE, report("{\"id\":\"a\",\"lat\":1,\"lon\":2,\"at\":" + now + "}"));
        now++;
        assertEquals(Outcome.DONE, report("{\"id\":\"a\",\"lat\":1,\"lon\":2,\"at\":" + now + "}"));
    }

    @Test
    void isGoneWhenThePersonIsGone() throws BadMessageException {
        walk(3);
        tracker.leave(ann, tracker.decode("[\"a\",null,null]").id());
        tracker.sweep();
        walk(1);
        assertEquals(1, trail().size());
    }

    @Test
    void isNotOfWhoHadTheIdBefore() throws BadMessageException {
        walk(3);
        tracker.leave(ann, tracker.decode("[\"a\",null,null]").id());
        walk(1);
        assertEquals(1, trail().size(), "another stay, though nothing was swept in between");
    }

    @Test
    void overTheBudgetItIsShorterAndNothingElseSuffers() throws BadMessageException {
        tracker = tracker(8 * 12);
        Member other = tracker.join("r", open(), null, true, () -> {});
        for (int i = 0; i < 20; i++) {
            now += 1000;
            Position position =
                    tracker.decode("{\"id\":\"a\",\"lat\":" + i + ",\"lon\":0}").position();
            assert position != null;
            tracker.report(other, position);
        }
        assertEquals(8, trail().size());
        assertEquals(19, trail().getJsonArray(7).getInt(0));
    }

    @Test
    void leavesNothingBehind() throws BadMessageException {
        walk(3);
        tracker.gone(ann);
        room.close();
        now += 31_000;
        engine.sweep();
        tracker.sweep();
        now += 61_000;
        engine.sweep();
        assertEquals(0, engine.feeds());
        assertEquals(0, engine.held());
        assertFalse(ann.present.containsKey("a"));
    }
}
