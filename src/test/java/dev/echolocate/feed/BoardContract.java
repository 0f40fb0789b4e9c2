package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every engine's Board does. */
abstract class BoardContract {
    static final FeedLimits SMALL =
            new FeedLimits(1 << 20, 4, Duration.ofSeconds(60), 4000, 10, 5, Duration.ofSeconds(60));
    static final Duration LIFE = Duration.ofSeconds(30);
    static final Owner ANN = new Owner("ann", "1", Address.UNKNOWN);
    static final Owner BOB = new Owner("bob", "1", Address.UNKNOWN);

    abstract EngineFixture open(FeedLimits limits);

    static Board board(EngineFixture fixture) {
        return fixture.engine()
                .board("a", Address.UNKNOWN)
                .toCompletableFuture()
                .join()
                .feed();
    }

    static Outcome put(Board board, String key, Owner owner, long version, String text) {
        return board.put(key, owner, version, LIFE, Item.text(text, text), Item.text(key + " gone", key + " gone"))
                .toCompletableFuture()
                .join()
                .outcome();
    }

    static Outcome keep(Board board, Owner owner, Duration life, String... keys) {
        return board.keep(List.of(keys), owner, life)
                .toCompletableFuture()
                .join()
                .outcome();
    }

    static Batch read(Board board, Cursor after) {
        return board.read(after, board.head(), 1000, 1 << 20);
    }

    static String texts(Batch batch) {
        return batch.entries().stream().map(e -> e.item().text()).collect(Collectors.joining(","));
    }

    @Test
    void givesTheNewestOfEachKey() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(board, "a", ANN, 1, "a1");
            put(board, "b", BOB, 1, "b1");
            Cursor here = board.head();
            put(board, "a", ANN, 2, "a2");
            put(board, "a", ANN, 3, "a3");
            assertEquals("a3", texts(read(board, here)));
            assertEquals("b1,a3", texts(read(board, null)));
        }
    }

    @Test
    void mayPassTheCutElseAChangingKeyWouldStarve() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            Cursor start = board.head();
            put(board, "a", ANN, 1, "a1");
            Cursor cut = board.head();
            put(board, "a", ANN, 2, "a2");
            Batch batch = board.read(start, cut, 1000, 1 << 20);
            assertEquals("a2", texts(batch));
            assertEquals(board.head(), batch.next());
        }
    }

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

    @Test
    void whoKnewNothingIsToldWhoIsThere() {
        try (EngineFixture fixture = open(SMALL)) {
            try (Handle<Board> nothing =
                    fixture.engine().existingBoard("a").toCompletableFuture().join()) {
                Batch none = nothing.feed().read(null, nothing.feed().head(), 10, 1000);
                assertEquals(Batch.Continuity.NEXT, none.kind());
                assertEquals(Cursor.NOTHING, none.next());
                assertEquals(
                        Batch.Continuity.RESET,
                        read(nothing.feed(), Cursor.at("old", 1)).kind());
                assertEquals(null, nothing.feed().get("a"));
            }
            Board board = board(fixture);
            put(board, "a", ANN, 1, "a1");
            put(board, "b", BOB, 1, "b1");
            keep(board, BOB, Duration.ZERO, "b");
            fixture.advance(Duration.ofSeconds(61));
            put(board, "c", ANN, 1, "c1");
            Batch batch = read(board, Cursor.parse(Cursor.NOTHING.text()));
            assertEquals(Batch.Continuity.NEXT, batch.kind(), "whatever is forgotten");
            assertEquals("c1", texts(batch));
            assertEquals(board.head(), batch.next());
        }
    }

    private static Owner owner(String proof, int address) {
        return new Owner(proof, "1", Objects.requireNonNull(Address.parse("192.0.2." + address)));
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

    @Test
    void whoMissedAForgottenLeaveIsReset() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(board, "a", ANN, 1, "a1");
            Cursor early = board.head();
            keep(board, ANN, Duration.ZERO, "a");
            Cursor late = board.head();
            fixture.advance(Duration.ofSeconds(59));
            assertEquals("a gone", texts(read(board, early)));
            fixture.advance(Duration.ofSeconds(2));
            assertEquals(Batch.Continuity.RESET, read(board, early).kind());
            assertEquals(Batch.Continuity.NEXT, read(board, late).kind());
        }
    }

    @Test
    void aSnapshotThatIsBeingReadSurvivesThePurgeOfWhatItNeverKnew() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            put(board, "a", ANN, 1, "a1");
            put(board, "b", BOB, 1, "b1");
            put(board, "c", ANN, 1, "c1");
            keep(board, BOB, Duration.ZERO, "b");
            Batch first = board.read(null, board.head(), 1, 1 << 20);
            assertEquals("a1", texts(first));
            fixture.advance(Duration.ofSeconds(29));
            keep(board, ANN, Duration.ofSeconds(90), "a", "c");
            fixture.advance(Duration.ofSeconds(40));
            Batch second = board.read(Cursor.parse(first.next().text()), board.head(), 1000, 1 << 20);
            assertEquals(Batch.Continuity.NEXT, second.kind());
            assertEquals("c1", texts(second));
        }
    }

    @Test
    void foreignCursorsAreReset() {
        try (EngineFixture fixture = open(SMALL)) {
            Board board = board(fixture);
            String epoch = board.head().epoch();
            assertEquals(
                    Batch.Continuity.RESET, read(board, Cursor.at(epoch, 1)).kind(), "beyond the head");
            assertEquals(
                    Batch.Continuity.RESET, read(board, new Cursor(epoch, 0, 1)).kind(), "a base beyond the head");
            assertEquals(
                    Batch.Continuity.RESET, read(board, Cursor.at("other", 0)).kind());
        }
    }

    @Test
    void cursorsAreShortAndPlain() {
        Cursor longest = new Cursor("AAAAAAAAAAAA", Long.MAX_VALUE - 1, Long.MAX_VALUE);
        assertTrue(longest.text().matches("[A-Za-z0-9_.-]{1,64}"), longest.text());
        assertEquals(longest, Cursor.parse(longest.text()));
        assertEquals(0, new Cursor("a", 7, 7).base(), "past its snapshot");
        for (String wrong : List.of("", "a", "a.", ".1", "a.1.2.3", "a.-1", "a.zzzzzzzzzzzzz", "a b.1", "a.1~b.2")) {
            assertEquals(null, Cursor.parse(wrong), wrong);
        }
    }

    /**
     * A reader that keeps what it is told, pages at random, goes away and resumes, ends up with what is on the Board, and
     * never takes a step back: whatever was put, left, expired and forgotten in between.
     */
    @Test
    void atRandomEveryReaderEndsUpRight() {
        int resets = 0;
        int partial = 0;
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            try (EngineFixture fixture = open(SMALL)) {
                Board board = board(fixture);
                Reader[] readers = {new Reader(), new Reader(), new Reader()};
                Map<String, Long> versions = new HashMap<>();
                for (int step = 0; step < 120; step++) {
                    String key = "k" + random.nextInt(8);
                    switch (random.nextInt(8)) {
                        case 0, 1, 2 -> {
                            long version = versions.merge(key, 1L, Long::sum);
                            put(board, key, ANN, version, key + "@" + version);
                        }
                        case 3 -> keep(board, ANN, Duration.ZERO, key);
                        case 4 -> fixture.advance(Duration.ofSeconds(random.nextInt(40)));
                        default -> {
                            Reader reader = readers[random.nextInt(readers.length)];
                            reader.read(board, 1 + random.nextInt(3), "seed " + seed);
                            partial += reader.cursor != null && reader.cursor.base() > 0 ? 1 : 0;
                        }
                    }
                }
                Map<String, String> truth = new HashMap<>();
                read(board, null)
                        .entries()
                        .forEach(e -> truth.put(e.key(), e.item().text()));
                for (Reader reader : readers) {
                    while (reader.read(board, 2, "seed " + seed)) {}
                    assertEquals(truth, reader.known, "seed " + seed);
                    resets += reader.resets;
                }
            }
        }
        assertTrue(resets > 100, "the model met resets: " + resets);
        assertTrue(partial > 100, "the model met unfinished snapshots: " + partial);
    }

    /** A client: what it knows, and its cursor as text. */
    private static final class Reader {
        final Map<String, String> known = new HashMap<>();
        final Map<String, Long> newest = new HashMap<>();
        Cursor cursor;
        int resets;

        boolean read(Board board, int maxEntries, String message) {
            Cursor after = cursor == null ? null : Cursor.parse(cursor.text());
            Batch batch = board.read(after, board.head(), maxEntries, 1 << 20);
            if (batch.kind() == Batch.Continuity.RESET) {
                known.clear();
                newest.clear();
                cursor = null;
                resets++;
                return true;
            }
            for (Entry entry : batch.entries()) {
                long before = newest.getOrDefault(entry.key(), 0L);
                assertFalse(entry.sequence() < before, message);
                newest.put(entry.key(), entry.sequence());
                if (entry.gone()) {
                    known.remove(entry.key());
                } else {
                    known.put(entry.key(), entry.item().text());
                }
            }
            cursor = batch.next();
            return batch.more();
        }
    }
}
