package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose a key of a Board is, and for how long. */
abstract class BoardKeysContract extends BoardContract {
    @Test
    void aFixThatIsNotNewerMovesNobodyButTakesTheLease() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(board, "a", ANN, 5, "a5");
            Cursor here = board.head();
            Owner again = new Owner("ann", "2", Address.UNKNOWN);
            assertEquals(Outcome.STALE, put(board, "a", again, 5, "again"));
            assertEquals(Outcome.STALE, put(board, "a", again, 4, "older"));
            assertEquals("", texts(read(board, here)));
            assertEquals(Outcome.NOT_OWNER, keep(board, ANN, Duration.ZERO, "a"), "the old session's close");
            assertEquals("a5", texts(read(board, null)));
            assertEquals(Outcome.DONE, keep(board, again, Duration.ZERO, "a"));
            assertEquals("a gone", texts(read(board, here)));
        }
    }

    @Test
    void nobodyMovesSomebodyElse() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(board, "a", ANN, 1, "a1");
            assertEquals(Outcome.NOT_OWNER, put(board, "a", BOB, 9, "mine"));
            assertEquals(Outcome.NOT_OWNER, keep(board, BOB, Duration.ZERO, "a"));
            assertEquals("a1", texts(read(board, null)));
        }
    }

    private static Written written(Board board, String key, Owner owner, long version, String text) {
        return board.put(key, owner, version, LIFE, Item.text(text, text), Item.text("gone", "gone"))
                .toCompletableFuture()
                .join();
    }

    @Test
    void aPutTellsWhatWasThereAndAnEntrySinceWhenItsKeyIs() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            assertEquals(null, written(board, "a", ANN, 1, "a1").before());
            Entry first = board.get("a");
            fixture.advance(Duration.ofSeconds(7));
            assertEquals(first, written(board, "a", ANN, 2, "a2").before());
            Entry second = board.get("a");
            assertEquals(first.since(), second.since(), "present without a break");
            assertEquals(2, second.version());
            assertEquals(second, written(board, "a", ANN, 2, "stale").before());
            assertEquals(second, written(board, "a", BOB, 9, "not his").before());
            keep(board, ANN, Duration.ZERO, "a");
            assertEquals(null, written(board, "a", BOB, 0, "b").before(), "nobody was there");
            assertEquals(first.since() + 7_000, board.get("a").since());
        }
    }

    @Test
    void aKeepTellsWhichKeysAreNotThereAndWhichAreAnothers() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(board, "a", ANN, 1, "a1");
            put(board, "b", BOB, 1, "b1");
            put(board, "c", new Owner("ann", "2", Address.UNKNOWN), 1, "c1");
            List<String> keys = List.of("a", "b", "c", "d");
            Kept kept = board.keep(keys, ANN, LIFE).toCompletableFuture().join();
            assertEquals(Outcome.NOT_OWNER, kept.outcome());
            assertEquals(List.of("d"), List.copyOf(kept.absent()));
            assertEquals(List.of("b", "c"), List.copyOf(kept.foreign()));
            kept = board.keep(keys, ANN.anyLease(), Duration.ZERO)
                    .toCompletableFuture()
                    .join();
            assertEquals(List.of("b"), List.copyOf(kept.foreign()), "whichever of its sessions wrote last");
            assertTrue(board.get("c").gone());
        }
    }

    @Test
    void whoeverListensHearsOfEachClaimOnAnothersKey() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            List<Claimed> heard = new ArrayList<>();
            fixture.engine().claimed(heard::add);
            put(board, "a", ANN, 1, "a1");
            put(board, "a", ANN, 2, "a2");
            assertEquals(List.of(), heard);
            put(board, "a", BOB, 3, "b");
            assertEquals(List.of(new Claimed("a", "a", "bob")), heard);
        }
    }

    @Test
    void everyEntryExpiresAndALivingSessionRenews() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(board, "a", ANN, 1, "a1");
            put(board, "b", BOB, 1, "b1");
            Cursor here = board.head();
            fixture.advance(Duration.ofSeconds(20));
            assertEquals(Outcome.DONE, keep(board, ANN, LIFE, "a"));
            assertEquals("", texts(read(board, here)), "renewing is not seen");
            fixture.advance(Duration.ofSeconds(11));
            assertEquals("b gone", texts(read(board, here)));
            assertEquals("a1", texts(read(board, null)), "a fresh reader is told nothing of who left before");
            fixture.advance(Duration.ofSeconds(20));
            assertEquals("b gone,a gone", texts(read(board, here)));
        }
    }

    @Test
    void leavingWithAGraceKeepsTheKeyForItsOwner() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(board, "a", ANN, 1, "a1");
            keep(board, ANN, Duration.ofSeconds(5), "a");
            assertEquals(Outcome.NOT_OWNER, put(board, "a", BOB, 2, "b"));
            fixture.advance(Duration.ofSeconds(6));
            assertEquals(Outcome.DONE, put(board, "a", BOB, 0, "b"), "another life, another count of versions");
        }
    }

    @Test
    void expiredKeysAreFreeEvenBeforeTheyAreSwept() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(board, "a", ANN, 7, "a7");
            Cursor here = board.head();
            keep(board, ANN, Duration.ofMillis(1), "a");
            fixture.advance(Duration.ofMillis(2));
            assertEquals(Outcome.DONE, put(board, "a", BOB, 1, "b1"));
            assertTrue(texts(read(board, here)).endsWith("b1"));
        }
    }

    @Test
    void whatHasExpiredIsRenewedByNobodyEvenBeforeItIsSwept() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(board, "a", ANN, 1, "a1");
            Cursor here = board.head();
            fixture.pass(LIFE);
            assertEquals(Outcome.NOT_OWNER, keep(board, ANN, LIFE, "a"));
            fixture.advance(Duration.ZERO);
            assertEquals("a gone", texts(read(board, here)));
        }
    }

    @Test
    void whatHasExpiredIsNotLookedUp() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(board, "a", ANN, 1, "a1");
            Entry entry = board.get("a");
            assertEquals("a1", entry == null ? null : entry.item().text());
            keep(board, ANN, Duration.ZERO, "a");
            assertTrue(board.get("a").gone());
            assertEquals(null, board.get("b"));
        }
    }
}
