package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every engine's Log does. */
abstract class LogContract {
    static final FeedLimits SMALL =
            new FeedLimits(1 << 20, 4, Duration.ofSeconds(60), 4000, 10, 5, Duration.ofSeconds(60));

    static final Duration IDLE = SMALL.idle();

    abstract EngineFixture open(FeedLimits limits);

    static Log log(EngineFixture fixture, String name) {
        return fixture.engine()
                .log(name, Address.UNKNOWN)
                .toCompletableFuture()
                .join()
                .feed();
    }

    static Outcome append(Log log, String text) {
        return log.append(Item.text("\"" + text + "\"", text), Address.UNKNOWN)
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
    void anIdleFeedMakesRoomAndAHeldOneDoesNot() {
        try (EngineFixture fixture = open(SMALL)) {
            fixture.engine()
                    .log("idle", Address.UNKNOWN)
                    .toCompletableFuture()
                    .join()
                    .close();
            for (String name : List.of("b", "c", "d", "e")) {
                log(fixture, name);
            }
            assertTrue(fixture.engine()
                    .log("f", Address.UNKNOWN)
                    .toCompletableFuture()
                    .isCompletedExceptionally());
            log(fixture, "b");
        }
    }

    @Test
    void whatNothingWasSaidInMakesRoomFirst() {
        try (EngineFixture fixture = open(SMALL)) {
            Cursor start;
            try (Handle<Log> polled = fixture.engine()
                    .log("polled", Address.UNKNOWN)
                    .toCompletableFuture()
                    .join()) {
                start = polled.feed().head();
                append(polled.feed(), "1");
            }
            for (int i = 0; i < 3 * SMALL.feeds(); i++) {
                fixture.advance(Duration.ofMillis(1));
                fixture.engine()
                        .log("random" + i, Address.UNKNOWN)
                        .toCompletableFuture()
                        .join()
                        .close();
            }
            assertEquals(List.of("1"), texts(read(log(fixture, "polled"), start)));
        }
    }

    @Test
    void theBudgetOfAllFeedsTakesFromTheLargest() {
        FeedLimits limits = new FeedLimits(10_000, 4, IDLE, 8000, 1000, 2000, 5, IDLE, false);
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
            assertEquals(Batch.Continuity.GAP, read(greedy, start).kind());
        }
    }

    private static Address address(int n) {
        return Objects.requireNonNull(Address.parse("192.0.2." + n));
    }

    private static FeedUnavailableException refusal(CompletionStage<?> opening) {
        Throwable why = assertThrows(CompletionException.class, opening.toCompletableFuture()::join)
                .getCause();
        return (FeedUnavailableException) Objects.requireNonNull(why);
    }

    /** As a POST to a channel that nobody listens to. */
    private static boolean post(EngineFixture fixture, String name, Address from) {
        CompletionStage<Handle<Log>> opening = fixture.engine().log(name, from);
        if (opening.toCompletableFuture().isCompletedExceptionally()) {
            return false;
        }
        try (Handle<Log> handle = opening.toCompletableFuture().join()) {
            return handle.feed()
                            .append(Item.json("1"), from)
                            .toCompletableFuture()
                            .join()
                    == Outcome.DONE;
        }
    }

    @Test
    void whatWasSaidIsNotGivenUpForNewNames() {
        try (EngineFixture fixture = open(SMALL)) {
            for (int i = 0; i < SMALL.feeds(); i++) {
                assertTrue(post(fixture, "said" + i, Address.UNKNOWN));
            }
            FeedUnavailableException why = refusal(fixture.engine().log("another", Address.UNKNOWN));
            assertEquals(Refusal.ROOMS, why.refusal());
            for (int i = 0; i < SMALL.feeds(); i++) {
                assertEquals(1, read(log(fixture, "said" + i), null).entries().size());
            }
        }
    }

    @Test
    void anAddressThatInventsChannelsEndsNobodysAndKeepsNobodyOut() {
        FeedLimits limits = new FeedLimits(1 << 20, 100, IDLE, 4000, 10, 1000, 5, IDLE, true);
        try (EngineFixture fixture = open(limits)) {
            assertTrue(post(fixture, "chat", address(1)));
            int made = 0;
            for (int i = 0; i < 200; i++) {
                made += post(fixture, "invented" + i, address(2)) ? 1 : 0;
            }
            assertEquals(50, made, "half of the whole");
            FeedUnavailableException why = refusal(fixture.engine().log("another", address(2)));
            assertEquals(Refusal.ROOMS, why.refusal());
            assertTrue(String.valueOf(why.getMessage()).contains("your address"), why.getMessage());
            assertEquals(1, read(log(fixture, "chat"), null).entries().size());
            for (int i = 0; i < 25; i++) {
                assertTrue(post(fixture, "mine" + i, address(3)));
            }
            fixture.advance(IDLE);
            assertTrue(post(fixture, "another", address(2)), "nobody used them");
        }
    }

    @Test
    void whoHasItsShareOfChannelsGivesUpItsOwnEmptyOnes() {
        FeedLimits limits = new FeedLimits(1 << 20, 100, IDLE, 4000, 10, 1000, 5, IDLE, true);
        try (EngineFixture fixture = open(limits)) {
            List<Cursor> starts = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                try (Handle<Log> handle = fixture.engine()
                        .log("other" + i, address(1))
                        .toCompletableFuture()
                        .join()) {
                    starts.add(handle.feed().head());
                }
            }
            for (int i = 0; i < 200; i++) {
                fixture.engine()
                        .log("empty" + i, address(2))
                        .toCompletableFuture()
                        .join()
                        .close();
            }
            for (int i = 0; i < 10; i++) {
                assertEquals(starts.get(i), log(fixture, "other" + i).head());
            }
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
    void whatComesTooFastIsRefusedBeforeWhoReadsLosesAnything() {
        try (EngineFixture fixture = open(SMALL)) {
            Log log = log(fixture, "a");
            Cursor start = log.head();
            Feed.Subscription reader = log.subscribe(() -> {});
            int taken = 0;
            while (append(log, "flood") == Outcome.DONE) {
                taken++;
            }
            assertEquals(Outcome.BUSY, append(log, "flood"));
            Batch batch = read(log, start);
            assertEquals(0, batch.lost());
            assertEquals(taken, batch.entries().size());
            reader.reached(log.head());
            assertEquals(Outcome.DONE, append(log, "next"), "who reads at once was handed all of it");
            assertEquals(List.of("next"), texts(read(log, batch.next())));
            reader.close();
            for (int i = 0; i < 50; i++) {
                assertEquals(Outcome.DONE, append(log, "nobody reads"));
            }
        }
    }

    @Test
    void whoFloodsAChannelKeepsTheOthersOfItFromNothing() {
        FeedLimits limits = new FeedLimits(1 << 20, 4, IDLE, 40_000, 100, 1000, 5, IDLE, true);
        try (EngineFixture fixture = open(limits)) {
            Log log = log(fixture, "a");
            Feed.Subscription reader = log.subscribe(() -> {});
            int flood = 0;
            while (log.append(Item.json("1"), address(1)).toCompletableFuture().join() == Outcome.DONE) {
                flood++;
            }
            assertEquals(76, flood);
            for (int i = 0; i < 25; i++) {
                assertEquals(
                        Outcome.DONE,
                        log.append(Item.json("2"), address(2))
                                .toCompletableFuture()
                                .join());
            }
            reader.close();
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
