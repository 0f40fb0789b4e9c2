package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every engine's Board does with a life that ends at a set time, however often it is kept. */
abstract class BoardLifeContract extends BoardContract {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration RESERVE = Duration.ofSeconds(90);

    private static Outcome put(EngineFixture fixture, Owner owner, long version, long untilMillis) {
        Item here = Item.text("here", "here");
        return board(fixture)
                .put("a", owner, version, new Life(LIFE, untilMillis, RESERVE), here, Item.text("gone", "gone"))
                .toCompletableFuture()
                .join()
                .outcome();
    }

    private static boolean isThere(Board board) {
        Entry entry = board.get("a");
        return entry != null && !entry.gone();
    }

    @Test
    void noLifeIsRenewedPastTheTimeThatWasSet() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(fixture, ANN, 1, fixture.epochMillis() + 40_000);
            Cursor here = board.head();
            fixture.advance(Duration.ofSeconds(25));
            keep(board, ANN, HOUR, "a");
            fixture.advance(Duration.ofMillis(14_999));
            assertTrue(isThere(board));
            fixture.advance(Duration.ofMillis(1));
            assertFalse(isThere(board));
            assertEquals("gone", texts(read(board, here)));
            assertEquals(Outcome.NOT_OWNER, keep(board, ANN, HOUR, "a"), "it is not there");
        }
    }

    @Test
    void aWordThatIsNotNewerSetsTheTimeAnew() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(fixture, ANN, 1, fixture.epochMillis() + 10_000);
            assertEquals(Outcome.STALE, put(fixture, ANN, 1, fixture.epochMillis() + 20_000));
            fixture.advance(Duration.ofSeconds(19));
            assertTrue(isThere(board));
            put(fixture, ANN, 2, Life.NEVER);
            fixture.advance(Duration.ofSeconds(29));
            assertTrue(isThere(board), "its own span runs, and nothing else");
        }
    }

    @Test
    void aWordThatSetsNoTimeLeavesTheOneThatWasSet() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(fixture, ANN, 1, fixture.epochMillis() + 10_000);
            put(fixture, ANN, 2, Life.KEPT);
            fixture.advance(Duration.ofSeconds(10));
            assertFalse(isThere(board));
            put(fixture, ANN, 3, Life.KEPT);
            fixture.advance(Duration.ofSeconds(29));
            assertTrue(isThere(board), "nothing was there: no time");
        }
    }

    @Test
    void whoHasLeftInTimeHasTheKeyForTheReserve() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            List<Claimed> heard = new ArrayList<>();
            fixture.engine().claimed(heard::add);
            put(fixture, ANN, 1, fixture.epochMillis() + 10_000);
            // Longer than a tombstone is remembered.
            fixture.advance(Duration.ofSeconds(10));
            fixture.advance(RESERVE.minusMillis(1));
            assertEquals(Outcome.NOT_OWNER, put(fixture, BOB, 9, Life.NEVER));
            assertEquals(1, heard.size(), "its holder is asked for a sign of life");
            fixture.advance(Duration.ofMillis(1));
            assertEquals(Outcome.DONE, put(fixture, BOB, 9, Life.NEVER));
            assertTrue(isThere(board));
        }
    }

    @Test
    void itsOwnerMayComeBackAtOnceAndFromAnyVersion() {
        try (EngineFixture fixture = open(SMALL)) {
            put(fixture, ANN, 7, fixture.epochMillis() + 10_000);
            fixture.advance(Duration.ofSeconds(11));
            assertEquals(Outcome.DONE, put(fixture, ANN, 1, fixture.epochMillis() + 10_000));
            assertTrue(isThere(board(fixture)));
        }
    }

    @Test
    void whoLeavesBeforeOrAfterIsReservedNothing() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(fixture, ANN, 1, fixture.epochMillis() + 10_000);
            keep(board, ANN, Duration.ZERO, "a");
            assertEquals(Outcome.DONE, put(fixture, BOB, 1, fixture.epochMillis() + 10_000));
            fixture.advance(Duration.ofSeconds(10));
            keep(board, ANN, Duration.ZERO, "a");
            assertEquals(Outcome.NOT_OWNER, put(fixture, ANN, 2, Life.NEVER), "nobody else gives it up");
            keep(board, BOB, Duration.ZERO, "a");
            assertEquals(Outcome.DONE, put(fixture, ANN, 2, Life.NEVER));
        }
    }

    @Test
    void aSpanThatEndsFirstReservesNothing() {
        try (EngineFixture fixture = open(SMALL)) {
            put(fixture, ANN, 1, fixture.epochMillis() + HOUR.toMillis());
            fixture.advance(LIFE);
            assertEquals(Outcome.DONE, put(fixture, BOB, 1, Life.NEVER));
        }
    }
}
