package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Json;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.Kept;
import dev.echolocate.feed.Life;
import dev.echolocate.feed.LocalEngine;
import dev.echolocate.feed.Outcome;
import dev.echolocate.feed.Owner;
import dev.echolocate.feed.Written;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** On the real engine, with a clock in the hand. */
class TrackerTest {
    private static final long START = 1_700_000_000_000L;
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final String SECRET = "0123456789abcdef";

    private long now = START;
    private int challenges;
    private final LocalEngine engine =
            new LocalEngine(FeedLimits.of(1 << 24, 100, Duration.ZERO, 10_000, false), () -> now);
    private final Tracker tracker = new Tracker(engine, () -> now, LIFE, GRACE, new Budget(1 << 20));
    private final Board board = room("r").feed();

    private Handle<Board> room(String name) {
        return tracker.room(name, Address.UNKNOWN).toCompletableFuture().join();
    }

    private void pass(Duration time) {
        now += time.toMillis();
        engine.sweep();
    }

    /** As {@code feed.v1}: its ids stay reserved. */
    private Member member(String secret) {
        return tracker.join(room("r"), Address.UNKNOWN, secret, true, () -> challenges++);
    }

    /** As a POST: it comes with one message, and goes. */
    private Outcome visit(String secret, String text) throws BadMessageException {
        Member visitor = tracker.visit(room("r"), Address.UNKNOWN, secret);
        Outcome outcome = text.contains("left")
                ? tracker.leave(visitor, tracker.decode(text).id())
                        .toCompletableFuture()
                        .join()
                : say(visitor, text);
        tracker.gone(visitor);
        return outcome;
    }

    @Test
    void aVisitorIsThereForAMinuteAfterItsLastVisit() throws Exception {
        assertEquals(Outcome.DONE, visit(SECRET, "[1,2,3]"));
        pass(Duration.ofSeconds(59));
        assertEquals(Outcome.DONE, visit(SECRET, "[1,2,4]"));
        pass(Duration.ofMillis(59_999));
        assertNotNull(board.get("1"));
        assertFalse(board.get("1").gone());
        pass(Duration.ofMillis(1));
        assertTrue(board.get("1").gone());
    }

    @Test
    void theSameFixAgainIsASignOfLife() throws Exception {
        String fix = "{\"id\":1,\"lat\":2,\"lon\":3,\"at\":" + START + "}";
        assertEquals(Outcome.DONE, visit(SECRET, fix));
        pass(Duration.ofSeconds(50));
        assertEquals(Outcome.STALE, visit(SECRET, fix));
        pass(Duration.ofSeconds(50));
        assertFalse(board.get("1").gone());
    }

    @Test
    void aVisitorLeavesOnlyWhatIsItsOwn() throws Exception {
        visit(SECRET, "[1,2,3]");
        assertEquals(Outcome.NOT_OWNER, visit("another-secret-00", "{\"id\":1,\"left\":true}"));
        assertFalse(board.get("1").gone());
        assertEquals(Outcome.DONE, visit(SECRET, "{\"id\":1,\"left\":true}"));
        assertTrue(board.get("1").gone());
    }

    @Test
    void whoIsNotThereMayLeaveAllTheSame() throws Exception {
        assertEquals(Outcome.DONE, visit(SECRET, "{\"id\":1,\"left\":true}"));
        visit(SECRET, "[1,2,3]");
        assertEquals(Outcome.DONE, visit(SECRET, "{\"id\":1,\"left\":true}"));
        assertEquals(Outcome.DONE, visit(SECRET, "{\"id\":1,\"left\":true}"));
    }

    @Test
    void aSessionTakesOverFromItsOwnVisits() throws Exception {
        visit(SECRET, "[1,2,3]");
        Member session = member(SECRET);
        assertEquals(Outcome.DONE, say(session, "[1,2,4]"));
        assertEquals(Outcome.NOT_OWNER, visit(SECRET, "{\"id\":1,\"left\":true}"));
        assertFalse(board.get("1").gone());
    }

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
    void whoClaimsAVisitorsIdChallengesNobody() throws Exception {
        visit(SECRET, "[1,2,3]");
        assertEquals(Outcome.NOT_OWNER, say(plain(), "[1,9,9]"));
        assertEquals(0, challenges);
        pass(LIFE);
        assertEquals(Outcome.DONE, say(plain(), "[1,9,9]"));
    }

    private Member plain() {
        return tracker.join(room("r"), Address.UNKNOWN, null, false, () -> challenges++);
    }

    private Outcome say(Member member, String text) throws BadMessageException {
        TrackerProtocol.TrackerMessage message = tracker.decode(text);
        Position position = message.position();
        CompletionStage<Outcome> outcome =
                position == null ? tracker.leave(member, message.id()) : tracker.report(member, position);
        return outcome.toCompletableFuture().join();
    }

    private boolean present(String key) {
        Entry entry = board.get(key);
        return entry != null && !entry.gone();
    }

    private JsonObject entry(String key) throws BadMessageException {
        Entry entry = board.get(key);
        assertNotNull(entry, key);
        return Json.object(Json.parse(FeedV1.json(entry)), "");
    }

    @Test
    void anIdBelongsToWhoUsedItFirst() throws Exception {
        Member ann = member(null);
        Member bob = member(null);
        assertEquals(Outcome.DONE, say(ann, "[5,1,2]"));
        for (String claim : new String[] {"[5,3,4]", "[\"5\",3,4]", "[5.0,3,4]", "[50e-1,3,4]"}) {
            assertEquals(Outcome.NOT_OWNER, say(bob, claim), claim);
        }
        assertEquals(Outcome.NOT_OWNER, say(bob, "[5,null,null]"));
        assertEquals(1, entry("5").getInt("lat"));
        assertEquals(Outcome.DONE, say(ann, "[\"5\",7,8]"));
        assertEquals("5", entry("5").get("id").toString(), "as it was first sent");
    }

    @Test
    void aClaimChallengesTheHolderAndOnlyThatOne() throws Exception {
        Member ann = member(null);
        say(ann, "[5,1,2]");
        say(member(null), "[5,1,2]");
        assertEquals(1, challenges);
        say(member(null), "[6,1,2]");
        assertEquals(1, challenges);
        Member elsewhere = tracker.join(room("other"), Address.UNKNOWN, null, true, () -> challenges++);
        assertEquals(Outcome.DONE, say(elsewhere, "[5,1,2]"));
        assertEquals(1, challenges);
    }

    @Test
    void aPlainIdIsFreeOnceItsSessionIsGone() throws Exception {
        Member ann = plain();
        say(ann, "[5,1,2]");
        tracker.gone(ann);
        tracker.gone(ann);
        assertFalse(present("5"));
        assertEquals(Outcome.DONE, say(plain(), "[5,3,4]"));
    }

    @Test
    void aFeedIdStaysReservedForTheGraceTime() throws Exception {
        Member ann = member(null);
        say(ann, "[5,1,2]");
        tracker.gone(ann);
        pass(GRACE.minusMillis(1));
        assertTrue(present("5"));
        assertEquals(Outcome.NOT_OWNER, say(member(null), "[5,3,4]"));
        assertEquals(0, challenges, "nobody is there to be asked");
        pass(Duration.ofMillis(1));
        assertFalse(present("5"));
        assertEquals(Outcome.DONE, say(member(null), "[5,3,4]"));
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

    @Test
    void aPauseIsNewerThanTheFixThatItGoesWithAndOlderThanTheNext() throws Exception {
        Member ann = member(null);
        String fix = "{\"id\":5,\"lat\":1,\"lon\":2,\"at\":";
        assertEquals(Outcome.DONE, say(ann, fix + now + "}"));
        assertEquals(Outcome.DONE, say(ann, fix + now + ",\"paused\":true}"));
        assertTrue(entry("5").getBoolean("paused"));
        assertEquals(Outcome.STALE, say(ann, fix + now + "}"));
        assertEquals(Outcome.DONE, say(ann, fix + (now + 1) + "}"));
        assertFalse(entry("5").containsKey("paused"));
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

    @Test
    void anOlderOrEqualFixDoesNotMoveTheEntryButKeepsItAlive() throws Exception {
        Member ann = member(null);
        String fix = "{\"id\":5,\"lat\":%d,\"lon\":2,\"at\":%d}";
        assertEquals(Outcome.DONE, say(ann, fix.formatted(1, START - 1_000)));
        pass(LIFE.dividedBy(2));
        assertEquals(Outcome.STALE, say(ann, fix.formatted(2, START - 1_000)));
        assertEquals(Outcome.STALE, say(ann, fix.formatted(3, START - 2_000)));
        assertEquals(1, entry("5").getInt("lat"));
        pass(LIFE.minusMillis(1));
        assertTrue(present("5"));
        assertEquals(Outcome.DONE, say(ann, fix.formatted(4, START - 999)));
        assertEquals(START - 999, entry("5").getJsonNumber("at").longValue());
    }

    @Test
    void plainReportsWithinOneMillisecondAllCount() throws Exception {
        Member ann = plain();
        for (int i = 0; i < 100; i++) {
            assertEquals(Outcome.DONE, say(ann, "[5," + i % 90 + ",2]"));
            assertEquals(i % 90, entry("5").getInt("lat"));
            assertEquals(now, entry("5").getJsonNumber("at").longValue());
        }
    }

    @Test
    void aPlainReportFollowsAFixOfAClockThatIsAhead() throws Exception {
        Member ann = member(null);
        assertEquals(Outcome.DONE, say(ann, "{\"id\":5,\"lat\":1,\"lon\":2,\"at\":" + (now + 50_000) + "}"));
        assertEquals(Outcome.DONE, say(ann, "[5,3,4]"));
        assertEquals(3, entry("5").getInt("lat"));
    }

    @Test
    void aSessionMayUseAThousandIds() throws Exception {
        Member ann = member(null);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Outcome.DONE, say(ann, "[" + i + ",1,2]"));
        }
        assertEquals(
                "too_many_ids",
                assertThrows(BadMessageException.class, () -> say(ann, "[1000,1,2]"))
                        .code());
        assertEquals(Outcome.DONE, say(ann, "[999,3,4]"), "those it has still move");
        say(ann, "[0,null,null]");
        assertEquals(Outcome.DONE, say(ann, "[1000,1,2]"));
    }

    @Test
    void claimsThatFailDoNotCount() throws Exception {
        Member ann = member(null);
        Member bob = member(null);
        for (int i = 0; i < 1_000; i++) {
            say(ann, "[" + i + ",1,2]");
        }
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Outcome.NOT_OWNER, say(bob, "[" + i + ",1,2]"));
        }
        assertEquals(Outcome.DONE, say(bob, "[\"b\",1,2]"));
    }

    @Test
    void nothingIsHeldOnceAllAreGone() throws Exception {
        long before = engine.held();
        for (int i = 0; i < 50; i++) {
            Member member = i % 2 == 0 ? plain() : member(null);
            say(member, "[" + i + ",1,2]");
            tracker.gone(member);
        }
        pass(GRACE);
        pass(Duration.ofSeconds(61));
        assertEquals(before, engine.held());
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
        public CompletionStage<Written> put(
                String key, Owner owner, long version, Life life, Item here, Item gone) {
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

    private static Address address(int n) {
        return Objects.requireNonNull(Address.parse("192.0.2." + n));
    }

    @Test
    void whoInventsIdsIsRefusedMoreAndKeepsNobodyOut() throws Exception {
        LocalEngine small = new LocalEngine(FeedLimits.of(1 << 24, 100, Duration.ZERO, 100, true), () -> now);
        Tracker crowded = new Tracker(small, () -> now, LIFE, GRACE, new Budget(1 << 20));
        Outcome outcome = Outcome.DONE;
        for (int i = 0; i < 150; i++) {
            outcome = post(crowded, address(1), "[\"a" + i + "\",1,2]");
        }
        assertEquals(Outcome.KEYS_OVER_SHARE, outcome);
        Member session = crowded.join(
                crowded.room("r", address(2)).toCompletableFuture().join(), address(2), null, true, () -> {});
        assertEquals(
                Outcome.DONE,
                crowded.report(
                                session,
                                Objects.requireNonNull(
                                        crowded.decode("[\"b\",1,2]").position()))
                        .toCompletableFuture()
                        .join());
        for (int i = 1; i < 25; i++) {
            assertEquals(Outcome.DONE, post(crowded, address(2), "[\"b" + i + "\",1,2]"));
        }
    }

    private static Outcome post(Tracker tracker, Address address, String text) throws BadMessageException {
        Member visitor =
                tracker.visit(tracker.room("r", address).toCompletableFuture().join(), address, null);
        Position position = Objects.requireNonNull(tracker.decode(text).position());
        Outcome outcome =
                tracker.report(visitor, position).toCompletableFuture().join();
        tracker.gone(visitor);
        return outcome;
    }
}
