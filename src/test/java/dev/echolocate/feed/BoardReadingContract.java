package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a reader is told of a Board, wherever its cursor is. */
abstract class BoardReadingContract extends BoardContract {
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
