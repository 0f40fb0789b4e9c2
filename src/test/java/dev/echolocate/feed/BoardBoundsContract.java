package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How much there may be on Boards, and what makes room. */
abstract class BoardBoundsContract extends BoardContract {
    private static boolean opens(EngineFixture fixture, String name) {
        CompletableFuture<Handle<Board>> opening =
                fixture.engine().board(name, Address.UNKNOWN).toCompletableFuture();
        if (!opening.isCompletedExceptionally()) {
            opening.join().close();
        }
        return !opening.isCompletedExceptionally();
    }

    @Test
    void whereSomebodyIsExpectedBackNothingIsGivenUpForANewName() {
        try (EngineFixture fixture = open(SMALL)) {
            for (int i = 0; i < SMALL.feeds(); i++) {
                try (Handle<Board> handle = fixture.engine()
                        .board("room" + i, Address.UNKNOWN)
                        .toCompletableFuture()
                        .join()) {
                    assertEquals(Outcome.DONE, put(handle.feed(), "a", ANN, 1, "a1"));
                }
            }
            assertFalse(opens(fixture, "another"));
            assertTrue(opens(fixture, "room0"), "there is one");
            fixture.advance(LIFE);
            for (int i = 0; i < 3 * SMALL.feeds(); i++) {
                assertTrue(opens(fixture, "more" + i), "all have left");
            }
        }
    }

    @Test
    void emptyRoomsThatNobodyHoldsMakeRoomThoseWithTracesLast() {
        try (EngineFixture fixture = open(SMALL)) {
            Cursor known;
            try (Handle<Board> handle = fixture.engine()
                    .board("left", Address.UNKNOWN)
                    .toCompletableFuture()
                    .join()) {
                put(handle.feed(), "a", ANN, 1, "a1");
                known = handle.feed().head();
                keep(handle.feed(), ANN, Duration.ZERO, "a");
            }
            for (int i = 0; i < 3 * SMALL.feeds(); i++) {
                assertTrue(opens(fixture, "new" + i));
            }
            Board left = fixture.engine()
                    .existingBoard("left")
                    .toCompletableFuture()
                    .join()
                    .feed();
            assertEquals("a gone", texts(read(left, known)));
        }
    }

    @Test
    void anAddressThatTakesMoreKeysThanItsShareKeepsNobodyOut() {
        FeedLimits limits = new FeedLimits(1 << 20, 4, LIFE, 4000, 10, 1000, 100, LIFE, true);
        try (EngineFixture fixture = open(limits)) {
            Board board = board(fixture);
            int taken = 0;
            Outcome outcome = Outcome.DONE;
            for (int i = 0; i < 200; i++) {
                outcome = put(board, "a" + i, owner("a" + i, 1), 1, "x");
                taken += outcome == Outcome.DONE ? 1 : 0;
            }
            assertEquals(Outcome.KEYS_OVER_SHARE, outcome);
            assertEquals(51, taken);
            assertEquals(Outcome.DONE, put(board, "a0", owner("a0", 1), 2, "moves"));
            for (int i = 0; i < 25; i++) {
                assertEquals(Outcome.DONE, put(board, "b" + i, owner("b", 2), 1, "x"));
            }
            fixture.advance(LIFE);
            assertEquals(Outcome.DONE, put(board, "a", owner("a", 1), 1, "again"), "all of them have left");
        }
    }

    @Test
    void whoseLifeIsOverMakesRoomBeforeItIsSwept() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            for (int i = 0; i < SMALL.boardKeys(); i++) {
                put(board, "k" + i, ANN, 1, "x");
            }
            Cursor here = board.head();
            assertEquals(Outcome.FULL, put(board, "another", ANN, 1, "x"));
            fixture.pass(LIFE);
            assertEquals(Outcome.DONE, put(board, "another", ANN, 1, "x"));
            assertEquals("k0 gone,k1 gone,k2 gone,k3 gone,k4 gone,x", texts(read(board, here)));
        }
    }

    private static Owner owner(String proof, int address) {
        return new Owner(proof, "1", Objects.requireNonNull(Address.parse("192.0.2." + address)));
    }

    @Test
    void keysAreBounded() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            for (int i = 0; i < 5; i++) {
                assertEquals(Outcome.DONE, put(board, "k" + i, ANN, 1, "x"));
            }
            assertEquals(Outcome.FULL, put(board, "one more", ANN, 1, "x"));
            assertEquals(Outcome.DONE, put(board, "k0", ANN, 2, "x"));
            keep(board, ANN, Duration.ZERO, "k0");
            assertEquals(Outcome.DONE, put(board, "one more", ANN, 1, "x"));
        }
    }
}
