package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.Kept;
import dev.echolocate.feed.Life;
import dev.echolocate.feed.Outcome;
import dev.echolocate.feed.Owner;
import dev.echolocate.feed.Written;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How long somebody is here: sessions that fall silent, leave, end, and come back. */
class TrackerSessionsTest extends TrackerFixture {
    @Test
    void whoLeavesInALaterSessionIsGoneAtOnce() throws Exception {
        Member before = member(SECRET);
        say(before, "[1,2,3]");
        tracker.gone(before);
        assertEquals(Outcome.NOT_OWNER, say(member(null), "{\"id\":1,\"left\":true}"));
        assertTrue(present("1"), "reserved for the grace time");
        assertEquals(Outcome.DONE, say(member(SECRET), "{\"id\":1,\"left\":true}"));
        assertFalse(present("1"));
    }

    @Test
    void whoLeavesByAVisitAfterTheSessionIsGoneAtOnce() throws Exception {
        Member before = member(SECRET);
        say(before, "[1,2,3]");
        tracker.gone(before);
        assertEquals(Outcome.DONE, visit(SECRET, "{\"id\":1,\"left\":true}"));
        assertFalse(present("1"));
    }

    @Test
    void whoLeavesWhileAnEarlierSessionIsNotKnownToBeDeadIsGoneAtOnce() throws Exception {
        Member before = member(SECRET);
        say(before, "[1,2,3]");
        assertEquals(Outcome.DONE, say(member(SECRET), "{\"id\":1,\"left\":true}"));
        assertFalse(present("1"));
        tracker.alive(before);
        tracker.gone(before);
        assertFalse(present("1"));
    }

    @Test
    void whoReportsAndLeavesWhileAnEarlierSessionIsNotKnownToBeDeadIsGoneAtOnce() throws Exception {
        Member before = member(SECRET);
        say(before, "[1,2,3]");
        Member again = member(SECRET);
        say(again, "[1,2,4]");
        assertEquals(Outcome.DONE, say(again, "{\"id\":1,\"left\":true}"));
        assertFalse(present("1"));
        tracker.alive(before);
        assertFalse(present("1"));
        assertEquals(0, challenges);
    }

    @Test
    void whoComesBackWithItsSecretIsTheSameOneAndJoinedWhenItDid() throws Exception {
        Member ann = member(SECRET);
        say(ann, "{\"id\":5,\"lat\":1,\"lon\":2}");
        pass(Duration.ofSeconds(10));
        tracker.gone(ann);
        pass(Duration.ofSeconds(10));
        Member again = member(SECRET);
        assertEquals(Outcome.DONE, say(again, "{\"id\":\"5\",\"lat\":3,\"lon\":4}"));
        assertEquals(START, entry("5").getJsonNumber("joined").longValue());
        assertEquals(now, entry("5").getJsonNumber("at").longValue());
        assertEquals("5", entry("5").get("id").toString());
    }

    @Test
    void theLateCloseOfAnOldSessionDoesNotRemoveTheLivingOne() throws Exception {
        Member halfOpen = member(SECRET);
        say(halfOpen, "[5,1,2]");
        Member living = member(SECRET);
        assertEquals(Outcome.DONE, say(living, "[5,3,4]"));
        pass(Duration.ofSeconds(45));
        tracker.alive(living);
        tracker.gone(halfOpen);
        pass(LIFE.minusMillis(1));
        assertTrue(present("5"));
        say(member(null), "[5,0,0]");
        assertEquals(1, challenges, "the living one is asked");
    }

    @Test
    void anOldSessionRenewsNothing() throws Exception {
        Member old = member(SECRET);
        say(old, "[5,1,2]");
        say(member(SECRET), "[5,3,4]");
        pass(LIFE.dividedBy(2));
        tracker.alive(old);
        pass(LIFE.dividedBy(2));
        assertFalse(present("5"));
    }

    @Test
    void aSignOfLifeRenewsAllIdsAndSilenceEndsThem() throws Exception {
        Member ann = member(null);
        say(ann, "[5,1,2]");
        say(ann, "[6,1,2]");
        for (int i = 0; i < 5; i++) {
            pass(LIFE.dividedBy(2));
            tracker.alive(ann);
        }
        assertTrue(present("5") && present("6"));
        pass(LIFE);
        assertFalse(present("5") || present("6"));
    }

    @Test
    void aFloodOfSignsOfLifeTouchesTheRoomOnce() throws Exception {
        Counting counting = new Counting(board);
        Member ann =
                tracker.join(new Handle<>(counting, counting.head(), () -> {}), Address.UNKNOWN, null, true, () -> {});
        say(ann, "[5,1,2]");
        for (int i = 0; i < 1_000; i++) {
            tracker.alive(ann);
        }
        assertEquals(1, counting.kept);
        pass(Duration.ofSeconds(1));
        tracker.alive(ann);
        assertEquals(2, counting.kept);
        now -= 3_600_000;
        tracker.alive(ann);
        assertEquals(3, counting.kept, "a clock that is set back stops nothing");
    }

    @Test
    void leavingGivesTheIdUpAtOnce() throws Exception {
        Member ann = member(null);
        say(ann, "[5,1,2]");
        assertEquals(Outcome.DONE, say(ann, "{\"id\":5,\"left\":true}"));
        assertFalse(present("5"));
        assertEquals(Outcome.DONE, say(ann, "[5,null,null]"), "she is not there: nobody's");
        pass(Duration.ofSeconds(1));
        assertEquals(Outcome.DONE, say(member(null), "[5,1,2]"));
        assertEquals(now, entry("5").getJsonNumber("joined").longValue(), "somebody new");
    }

    /** The container's thread may still be in a message while another ends the session. */
    @Test
    void aReportThatComesAfterTheEndLeavesNobodyBehind() throws Exception {
        Member ann = plain();
        tracker.gone(ann);
        say(ann, "[5,1,2]");
        assertFalse(present("5"));
        Member bob = plain();
        assertEquals(Outcome.DONE, say(bob, "[5,3,4]"));
        say(ann, "[5,1,2]");
        assertEquals(1, challenges, "bob is asked, nobody else");
    }

    /** A Board that counts who renews. */
    private static final class Counting implements Board {
        private final Board board;
        int kept;

        Counting(Board board) {
            this.board = board;
        }

        @Override
        public Entry get(String key) {
            return board.get(key);
        }

        @Override
        public CompletionStage<Written> put(String key, Owner owner, long version, Life life, Item here, Item gone) {
            return board.put(key, owner, version, life, here, gone);
        }

        @Override
        public CompletionStage<Kept> keep(Collection<String> keys, Owner owner, Duration life) {
            kept++;
            return board.keep(keys, owner, life);
        }

        @Override
        public String name() {
            return board.name();
        }

        @Override
        public Cursor head() {
            return board.head();
        }

        @Override
        public Batch read(Cursor after, Cursor upTo, int maxEntries, int maxBytes) {
            return board.read(after, upTo, maxEntries, maxBytes);
        }

        @Override
        public Subscription subscribe(Runnable changed) {
            return board.subscribe(changed);
        }
    }
}
