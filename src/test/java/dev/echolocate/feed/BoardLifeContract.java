package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every engine's Board does with a life that ends at a set time, however often it is kept. */
abstract class BoardLifeContract {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration RESERVE = Duration.ofSeconds(90);

    abstract EngineFixture open(FeedLimits limits);

    /** Milliseconds since the epoch, by the engine's clock. */
    abstract long now(EngineFixture fixture);

    private Outcome put(EngineFixture fixture, Owner owner, long version, long untilMillis) {
        Item here = Item.text("here", "here");
        return BoardContract.board(fixture)
                .put("a", owner, version, new Life(BoardContract.LIFE, untilMillis, RESERVE), here, Item.text("gone", "gone"))
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
        try (EngineFixture fixture = open(BoardContract.SMALL)) {
            Board board = BoardContract.board(fixture);
            put(fixture, BoardContract.ANN, 1, now(fixture) + 40_000);
            Cursor here = board.head();
            fixture.advance(Duration.ofSeconds(25));
            BoardContract.keep(board, BoardContract.ANN, HOUR, "a");
            fixture.advance(Duration.ofMillis(14_999));
            assertTrue(isThere(board));
            fixture.advance(Duration.ofMillis(1));
            assertFalse(isThere(board));
            assertEquals("gone", BoardContract.texts(BoardContract.read(board, here)));
            assertEquals(Outcome.NOT_OWNER, BoardContract.keep(board, BoardContract.ANN, HOUR, "a"), "it is not there");
        }
    }

    @Test
    void aWordThatIsNotNewerSetsTheTimeAnew() {
        try (EngineFixture fixture = open(BoardContract.SMALL)) {
            Board board = BoardContract.board(fixture);
            put(fixture, BoardContract.ANN, 1, now(fixture) + 10_000);
            assertEquals(Outcome.STALE, put(fixture, BoardContract.ANN, 1, now(fixture) + 20_000));
            fixture.advance(Duration.ofSeconds(19));
            assertTrue(isThere(board));
            put(fixture, BoardContract.ANN, 2, Life.NEVER);
            fixture.advance(Duration.ofSeconds(29));
            assertTrue(isThere(board), "its own span runs, and nothing else");
        }
    }

    @Test
    void whoHasLeftInTimeHasTheKeyForTheReserve() {
        try (EngineFixture fixture = open(BoardContract.SMALL)) {
            Board board = BoardContract.board(fixture);
            List<Claimed> heard = new ArrayList<>();
            fixture.engine().claimed(heard::add);
            put(fixture, BoardContract.ANN, 1, now(fixture) + 10_000);
            // Longer than a tombstone is remembered.
            fixture.advance(Duration.ofSeconds(10));
            fixture.advance(RESERVE.minusMillis(1));
            assertEquals(Outcome.NOT_OWNER, put(fixture, BoardContract.BOB, 9, Life.NEVER));
            assertEquals(1, heard.size(), "its holder is asked for a sign of life");
            fixture.advance(Duration.ofMillis(1));
            assertEquals(Outcome.DONE, put(fixture, BoardContract.BOB, 9, Life.NEVER));
            assertTrue(isThere(board));
        }
    }

    @Test
    void itsOwnerMayComeBackAtOnceAndFromAnyVersion() {
        try (EngineFixture fixture = open(BoardContract.SMALL)) {
            put(fixture, BoardContract.ANN, 7, now(fixture) + 10_000);
            fixture.advance(Duration.ofSeconds(11));
            assertEquals(Outcome.DONE, put(fixture, BoardContract.ANN, 1, now(fixture) + 10_000));
            assertTrue(isThere(BoardContract.board(fixture)));
        }
    }

    @Test
    void whoLeavesBeforeOrAfterIsReservedNothing() {
        try (EngineFixture fixture = open(BoardContract.SMALL)) {
            Board board = BoardContract.board(fixture);
            put(fixture, BoardContract.ANN, 1, now(fixture) + 10_000);
            BoardContract.keep(board, BoardContract.ANN, Duration.ZERO, "a");
            assertEquals(Outcome.DONE, put(fixture, BoardContract.BOB, 1, now(fixture) + 10_000));
            fixture.advance(Duration.ofSeconds(10));
            BoardContract.keep(board, BoardContract.ANN, Duration.ZERO, "a");
            assertEquals(Outcome.NOT_OWNER, put(fixture, BoardContract.ANN, 2, Life.NEVER), "nobody else gives it up");
            BoardContract.keep(board, BoardContract.BOB, Duration.ZERO, "a");
            assertEquals(Outcome.DONE, put(fixture, BoardContract.ANN, 2, Life.NEVER));
        }
    }

    @Test
    void aSpanThatEndsFirstReservesNothing() {
        try (EngineFixture fixture = open(BoardContract.SMALL)) {
            put(fixture, BoardContract.ANN, 1, now(fixture) + HOUR.toMillis());
            fixture.advance(BoardContract.LIFE);
            assertEquals(Outcome.DONE, put(fixture, BoardContract.BOB, 1, Life.NEVER));
        }
    }
}
