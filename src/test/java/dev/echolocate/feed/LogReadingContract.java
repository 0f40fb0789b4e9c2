package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a reader is told of a Log, wherever its cursor is. */
abstract class LogReadingContract extends LogContract {
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
            assertEquals(Batch.Continuity.NEXT, batch.kind());
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
            assertEquals(Batch.Continuity.GAP, batch.kind());
            assertEquals(4, batch.lost());
            assertEquals(10, batch.entries().size());
            assertEquals("m4", texts(batch).get(0));
        }
    }

    @Test
    void whatIsLostIsCountedNoFurtherThanIsRead() {
        try (EngineFixture fixture = open(SMALL)) {
            Log log = log(fixture, "a");
            Cursor start = log.head();
            append(log, "m0");
            append(log, "m1");
            Cursor cut = log.head();
            for (int i = 2; i < 14; i++) {
                append(log, "m" + i);
            }
            Batch batch = log.read(start, cut, 1000, 1 << 20);
            assertEquals(Batch.Continuity.GAP, batch.kind());
            assertEquals(2, batch.lost());
            assertEquals(2, read(log, batch.next()).lost(), "and the rest is told with what comes next");
        }
    }

    @Test
    void foreignCursorsAreReset() {
        try (EngineFixture fixture = open(SMALL)) {
            Log log = log(fixture, "a");
            append(log, "1");
            Cursor beyond = Cursor.at(log.head().epoch(), 99);
            assertEquals(Batch.Continuity.RESET, read(log, beyond).kind());
            assertEquals(
                    Batch.Continuity.RESET,
                    read(log, log(fixture, "other").head()).kind(),
                    "a cursor of another feed");
        }
    }

    @Test
    void aNewLifeHasANewEpoch() {
        try (EngineFixture fixture = open(SMALL)) {
            Handle<Log> first = fixture.engine()
                    .log("a", Address.UNKNOWN)
                    .toCompletableFuture()
                    .join();
            append(first.feed(), "1");
            Cursor old = first.feed().head();
            first.close();
            fixture.advance(Duration.ofSeconds(30));
            assertEquals(old, log(fixture, "a").head(), "an idle feed is kept for a while");
        }
        try (EngineFixture fixture = open(SMALL)) {
            Handle<Log> first = fixture.engine()
                    .log("a", Address.UNKNOWN)
                    .toCompletableFuture()
                    .join();
            append(first.feed(), "1");
            Cursor old = first.feed().head();
            first.close();
            first.close();
            fixture.advance(Duration.ofSeconds(61));
            Log again = log(fixture, "a");
            assertNotEquals(old.epoch(), again.head().epoch());
            assertEquals(Batch.Continuity.RESET, read(again, old).kind());
        }
    }

    @Test
    void whoLooksOnceMakesNothingAndMissesNothing() {
        try (EngineFixture fixture = open(SMALL)) {
            Cursor cursor;
            try (Handle<Log> nothing =
                    fixture.engine().existingLog("a").toCompletableFuture().join()) {
                assertEquals(
                        Batch.Continuity.RESET,
                        read(nothing.feed(), Cursor.at("old", 7)).kind());
                assertEquals(Cursor.NOTHING, nothing.feed().back(10));
                cursor = read(nothing.feed(), null).next();
                assertEquals(cursor, read(nothing.feed(), cursor).next());
                assertEquals(Outcome.UNAVAILABLE, append(nothing.feed(), "lost"));
            }
            assertTrue(cursor.text().matches("[A-Za-z0-9_.-]{1,64}"), cursor.text());
            assertEquals(Cursor.NOTHING, Cursor.parse(cursor.text()));
            Log log = log(fixture, "a");
            assertEquals(List.of(), texts(read(log, Cursor.NOTHING)));
            append(log, "1");
            append(log, "2");
            try (Handle<Log> existing =
                    fixture.engine().existingLog("a").toCompletableFuture().join()) {
                Batch batch = read(existing.feed(), Cursor.parse(cursor.text()));
                assertEquals(Batch.Continuity.NEXT, batch.kind());
                assertEquals(List.of("1", "2"), texts(batch));
                assertEquals(log.head(), batch.next());
            }
            for (int i = 0; i < 20; i++) {
                append(log, "more");
            }
            assertEquals(12, read(log, Cursor.NOTHING).lost(), "before the first entry, held or not");
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
