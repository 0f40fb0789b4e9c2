package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Json;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.LocalEngine;
import dev.echolocate.feed.Outcome;
import dev.echolocate.testkit.Deadline;
import jakarta.json.JsonArray;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TrailsTest {
    private long now = 1_800_000_000_000L;
    private final LocalEngine engine =
            new LocalEngine(FeedLimits.of(1 << 20, 10, Duration.ofSeconds(60), 100, false), () -> now);
    private Tracker tracker = tracker(1 << 20);
    private final Handle<Board> room = open();
    private final Member ann = join();

    private Tracker tracker(long trailBytes) {
        return new Tracker(engine, () -> now, Duration.ofSeconds(60), Duration.ofSeconds(30), new Budget(trailBytes));
    }

    private Handle<Board> open() {
        return tracker.room("r", Address.UNKNOWN).toCompletableFuture().join();
    }

    private Member join() {
        return tracker.join(open(), Address.UNKNOWN, null, true, () -> {});
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

    /** Ann is there, and says nothing. */
    private void silence(long millis) {
        long end = now + millis;
        while (now < end) {
            now = Math.min(end, now + 30_000);
            tracker.alive(ann);
        }
        tracker.sweep();
    }

    private JsonArray trail() throws BadMessageException {
        Entry entry = room.feed().get("a");
        assert entry != null;
        JsonWriter json = new JsonWriter().object();
        tracker.trail("r", entry, json);
        JsonArray trail = Json.parse(json.done()).asJsonObject().getJsonArray("trail");
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
        silence(30 * 60 * 1000 - 1000);
        walk(1);
        assertEquals(2, trail().size(), "the second point is just old enough to stay");
    }

    @Test
    void ofSomebodySilentItEnds() throws BadMessageException {
        walk(2);
        silence(30 * 60 * 1000 - 1000);
        assertEquals(2, trail().size(), "as old as a trail may be");
        silence(1);
        assertEquals(1, trail().size());
        silence(1000);
        assertEquals("[]", trail().toString(), "of somebody who is there");
        walk(1);
        assertEquals(1, trail().size());
    }

    @Test
    void ageIsToldByThisClockWhateverTheDeviceSays() throws BadMessageException {
        report("{\"id\":\"a\",\"lat\":1,\"lon\":2,\"at\":" + now + "}");
        silence(30 * 60 * 1000 - 30_000);
        report("{\"id\":\"a\",\"lat\":1,\"lon\":3,\"at\":" + (now + 50_000) + "}");
        assertEquals(2, trail().size(), "the device's clock is ahead; half an hour is not over here");
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
        tracker = tracker(Trail.OVERHEAD + 2 * Trail.CHUNK_BYTES);
        Member other = tracker.join(open(), Address.UNKNOWN, null, true, () -> {});
        for (int i = 0; i < 60; i++) {
            now += 1000;
            Position position = tracker.decode("{\"id\":\"a\",\"lat\":" + i % 10 + ",\"lon\":1}")
                    .position();
            assert position != null;
            assertEquals(
                    Outcome.DONE,
                    tracker.report(other, position).toCompletableFuture().join());
        }
        int points = trail().size();
        assertTrue(points >= 10 && points <= 30, points + " points");
        for (int i = 0; i < points; i++) {
            assertEquals(
                    now - 1000L * (points - 1 - i),
                    trail().getJsonArray(i).getJsonNumber(2).longValue());
        }
        tracker.gone(other);
    }

    /** Whatever is walked, forgotten and left, what is read is the newest of it, and its bytes are given back. */
    @Test
    void atRandomItIsTheNewestPoints() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Budget budget = new Budget(1 << 20);
            Trail trail = new Trail(0, Address.UNKNOWN, budget);
            List<String> model = new ArrayList<>();
            List<Long> times = new ArrayList<>();
            long at = 1_800_000_000_000L;
            for (int step = 0; step < 600; step++) {
                at += random.nextInt(random.nextInt(50) == 0 ? 900_000 : 5_000);
                long latitude = random.nextInt(1_800_000_000) - 900_000_000;
                long longitude = random.nextInt(3) == 0 ? 0 : random.nextInt(1_800_000_000) * 2L - 1_800_000_000;
                trail.forget(at);
                trail.with(Trail.point(latitude / 1e7, longitude / 1e7, at));
                if (times.isEmpty() || at > times.get(times.size() - 1)) {
                    times.add(at);
                    model.add("[" + plain(latitude) + "," + plain(longitude) + "," + at + "]");
                }
                while (times.size() > Trail.MAX_POINTS || at - times.get(0) > Trail.MAX_AGE_MILLIS) {
                    times.remove(0);
                    model.remove(0);
                }
                String read = trail.write(new JsonWriter().array()).done();
                assertEquals("[" + String.join(",", model) + "]", read, "seed " + seed);
                assertTrue(read.length() <= budget.used(), "what it holds is counted");
            }
            trail.close();
            assertEquals(0, budget.used());
        }
    }

    private static String plain(long tenMillionths) {
        return tenMillionths == 0
                ? "0"
                : BigDecimal.valueOf(tenMillionths, 7).stripTrailingZeros().toPlainString();
    }

    @Test
    void whoReadsTakesNoLockAndSeesWholePoints() throws Exception {
        Trail trail = new Trail(0, Address.UNKNOWN, new Budget(1 << 20));
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                String read = trail.write(new JsonWriter().array()).done();
                assertTrue(read.matches("\\[(\\[1\\.5,-2\\.5,[0-9]+\\](,(?=\\[)|(?=\\]$)))*\\]"), read);
            }
        });
        synchronized (trail) {
            for (int i = 1; i < 20_000; i++) {
                trail.with(Trail.point(1.5, -2.5, i * 1_000L));
            }
        }
        over.set(true);
        reading.get(Deadline.STEP.toSeconds(), TimeUnit.SECONDS);
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
        assertFalse(ann.claimant.holds("a"));
    }
}
