package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every engine's Log does. */
abstract class LogContract {
    static final Limits SMALL = new Limits(1 << 20, 4, Duration.ofSeconds(60), 4000, 10, 5, Duration.ofSeconds(60));

    abstract EngineFixture open(Limits limits);

    static Log log(EngineFixture fixture, String name) {
        return fixture.engine().log(name).toCompletableFuture().join().feed();
    }

    static Outcome append(Log log, String text) {
        return log.append(Item.text("\"" + text + "\"", text))
                .toCompletableFuture()
                .join();
    }

    static Batch read(Log log, Cursor after) {
        return log.read(after, log.head(), 1000, 1 << 20);
    }

    static List<String> texts(Batch batch) {
        return batch.entries().stream().map(e -> e.item().text()).toList();
    }

    @Test
    void readsInOrderWhatCameAfterTheCursor() {
        try (EngineFixture fixture = open(SMALL)) {
            Log log = log(fixture, "a");
            append(log, "1");
            Cursor here = log.head();
            append(log, "2");
            append(log, "3");
            Batch batch = read(log, here);
            assertEquals(List.of("2", "3"), texts(batch));
            assertEquals(Batch.Kind.NEXT, batch.kind());
            assertEquals(log.head(), batch.next());
            assertEquals(List.of(), texts(read(log, batch.next())));
            assertEquals(List.of("1", "2", "3"), texts(read(log, null)));
        }
    }

    @Test
    void stopsAtTheCut() {
        try (EngineFixture fixture = open(SMALL)) {
            Log log = log(fixture, "a");
            Cursor start = log.head();
            append(log, "1");
            Cursor cut = log.head();
            append(log, "2");
            Batch batch = log.read(start, cut, 1000, 1 << 20);
            assertEquals(List.of("1"), texts(batch));
            assertEquals(cut, batch.next());
            Batch none = log.read(log.head(), cut, 1000, 1 << 20);
            assertEquals(log.head(), none.next(), "a cursor beyond the cut does not go back");
        }
    }

    @Test
    void pagesByCountAndByBytesButGivesAtLeastOne() {
        try (EngineFixture fixture = open(SMALL)) {
            Log log = log(fixture, "a");
            for (int i = 0; i < 5; i++) {
                append(log, "m" + i);
            }
            Batch two = log.read(null, log.head(), 2, 1 << 20);
            assertEquals(List.of("m0", "m1"), texts(two));
            assertTrue(two.more());
            Batch one = log.read(two.next(), log.head(), 1000, 1);
            assertEquals(List.of("m2"), texts(one));
            assertTrue(one.more());
            Batch rest = log.read(one.next(), log.head(), 1000, 1 << 20);
            assertEquals(List.of("m3", "m4"), texts(rest));
            assertEquals(false, rest.more());
        }
    }

    @Test
    void whoFallsOffIsToldHowManyAreLost() {
        try (EngineFixture fixture = open(SMALL)) {
            Log log = log(fixture, "a");
            Cursor start = log.head();
            for (int i = 0; i < 14; i++) {
                append(log, "m" + i);
            }
            Batch batch = read(log, start);
            assertEquals(Batch.Kind.GAP, batch.kind());
            assertEquals(4, batch.lost());
            assertEquals(10, batch.entries().size());
            assertEquals("m4", texts(batch).get(0));
        }
    }

    @Test
    void bytesAreBoundedBeforeTheCount() {
        try (EngineFixture fixture = open(SMALL)) {
            Log log = log(fixture, "a");
            Cursor start = log.head();
            String kilobyte = "x".repeat(500);
            for (int i = 0; i < 8; i++) {
                assertEquals(Outcome.DONE, append(log, kilobyte));
            }
            assertTrue(read(log, start).lost() >= 4);
            assertEquals(Outcome.FULL, append(log, "x".repeat(5000)), "larger than the whole Log");
        }
    }

    @Test
    void foreignCursorsAreReset() {
        try (EngineFixture fixture = open(SMALL)) {
            Log log = log(fixture, "a");
            append(log, "1");
            Cursor beyond = Cursor.at(log.head().epoch(), 99);
            assertEquals(Batch.Kind.RESET, read(log, beyond).kind());
            assertEquals(
                    Batch.Kind.RESET, read(log, log(fixture, "other").head()).kind(), "a cursor of another feed");
        }
    }

    @Test
    void aNewLifeHasANewEpoch() {
        try (EngineFixture fixture = open(SMALL)) {
            Handle<Log> first = fixture.engine().log("a").toCompletableFuture().join();
            append(first.feed(), "1");
            Cursor old = first.feed().head();
            first.close();
            fixture.advance(Duration.ofSeconds(30));
            assertEquals(old, log(fixture, "a").head(), "an idle feed is kept for a while");
        }
        try (EngineFixture fixture = open(SMALL)) {
            Handle<Log> first = fixture.engine().log("a").toCompletableFuture().join();
            append(first.feed(), "1");
            Cursor old = first.feed().head();
            first.close();
            first.close();
            fixture.advance(Duration.ofSeconds(61));
            Log again = log(fixture, "a");
            assertNotEquals(old.epoch(), again.head().epoch());
            assertEquals(Batch.Kind.RESET, read(again, old).kind());
        }
    }

    @Test
    void anIdleFeedMakesRoomAndAHeldOneDoesNot() {
        try (EngineFixture fixture = open(SMALL)) {
            fixture.engine().log("idle").toCompletableFuture().join().close();
            for (String name : List.of("b", "c", "d", "e")) {
                log(fixture, name);
            }
            assertTrue(fixture.engine().log("f").toCompletableFuture().isCompletedExceptionally());
            log(fixture, "b");
        }
    }

    @Test
    void whatNothingWasSaidInMakesRoomFirst() {
        try (EngineFixture fixture = open(SMALL)) {
            Cursor start;
            try (Handle<Log> polled =
                    fixture.engine().log("polled").toCompletableFuture().join()) {
                start = polled.feed().head();
                append(polled.feed(), "1");
            }
            for (int i = 0; i < 3 * SMALL.feeds(); i++) {
                fixture.advance(Duration.ofMillis(1));
                fixture.engine().log("random" + i).toCompletableFuture().join().close();
            }
            assertEquals(List.of("1"), texts(read(log(fixture, "polled"), start)));
        }
    }

    @Test
    void theBudgetOfAllFeedsTakesFromTheLargest() {
        Limits limits = new Limits(10_000, 4, Duration.ofSeconds(60), 8000, 1000, 5, Duration.ofSeconds(60));
        try (EngineFixture fixture = open(limits)) {
            Log greedy = log(fixture, "greedy");
            Cursor start = greedy.head();
            for (int i = 0; i < 20; i++) {
                append(greedy, "x".repeat(200));
            }
            Log modest = log(fixture, "modest");
            Cursor begin = modest.head();
            for (int i = 0; i < 10; i++) {
                assertEquals(Outcome.DONE, append(modest, "y".repeat(20)));
            }
            assertEquals(10, read(modest, begin).entries().size());
            assertEquals(Batch.Kind.GAP, read(greedy, start).kind());
        }
    }

    @Test
    void listenersHearEveryMoveUntilTheyEnd() {
        try (EngineFixture fixture = open(SMALL)) {
            Log log = log(fixture, "a");
            AtomicInteger heard = new AtomicInteger();
            Feed.Subscription one = log.subscribe(heard::incrementAndGet);
            append(log, "1");
            one.close();
            append(log, "2");
            assertEquals(1, heard.get());
        }
    }

    @Test
    void backGivesTheNewest() {
        try (EngineFixture fixture = open(SMALL)) {
            Log log = log(fixture, "a");
            append(log, "1");
            append(log, "2");
            append(log, "3");
            assertEquals(List.of("2", "3"), texts(read(log, log.back(2))));
            assertEquals(List.of("1", "2", "3"), texts(read(log, log.back(99))));
        }
    }

    /** Readers at random paces, that come and go: each gets every message once, in order, or is told of each it did not. */
    @Test
    void atRandomNothingIsLostUnsaid() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            try (EngineFixture fixture = open(SMALL)) {
                Log log = log(fixture, "a");
                int[] expected = new int[4];
                Cursor[] cursors = {log.head(), log.head(), log.head(), log.head()};
                int sent = 0;
                for (int step = 0; step < 200; step++) {
                    if (random.nextInt(3) > 0) {
                        append(log, Integer.toString(sent++));
                        continue;
                    }
                    int who = random.nextInt(4);
                    Batch batch =
                            log.read(Cursor.parse(cursors[who].text()), log.head(), 1 + random.nextInt(5), 1 << 20);
                    expected[who] += (int) batch.lost();
                    List<String> wanted = new ArrayList<>();
                    for (int i = 0; i < batch.entries().size(); i++) {
                        wanted.add(Integer.toString(expected[who]++));
                    }
                    assertEquals(wanted, texts(batch), "seed " + seed);
                    cursors[who] = batch.next();
                }
                for (int who = 0; who < 4; who++) {
                    Batch rest = read(log, cursors[who]);
                    assertEquals(
                            sent, expected[who] + rest.lost() + rest.entries().size(), "seed " + seed);
                }
            }
        }
    }
}
