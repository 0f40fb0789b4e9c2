package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How much there may be in Logs, and what makes room. */
abstract class LogBoundsContract extends LogContract {
    private static final Duration IDLE = SMALL.idle();

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
}
