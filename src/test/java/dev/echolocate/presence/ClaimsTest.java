package dev.echolocate.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.LateEngine;
import dev.echolocate.feed.LocalEngine;
import dev.echolocate.feed.Outcome;
import dev.echolocate.feed.Secret;
import dev.echolocate.testkit.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two services that use it behave alike: what is said here holds for both. */
class ClaimsTest {
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Secret ANN = Secret.of("ann-0123456789abcdef");
    private static final Secret BOB = Secret.of("bob-0123456789abcdef");

    private final AtomicLong now = new AtomicLong(1_700_000_000_000L);
    private final AtomicInteger challenges = new AtomicInteger();
    private final LocalEngine engine =
            new LocalEngine(FeedLimits.of(1 << 24, 100, Duration.ofMinutes(5), 100, false), now::get);
    private final LateEngine late = new LateEngine(engine);
    private final Claims claims = new Claims(late, now::get, LIFE, GRACE);
    private final Board board = open().feed();

    private Handle<Board> open() {
        return done(late.board("service/room", Address.UNKNOWN));
    }

    @AfterEach
    void close() {
        late.close();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(Deadline.STEP.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private Claimant session(Secret secret) {
        return claims.session(open(), Address.UNKNOWN, secret, true, challenges::incrementAndGet);
    }

    private static Proposal says(String what, long version) {
        return before -> new Proposal.Change(version, Item.json("{\"is\":\"" + what + "\"}"), Item.json("{}"), true);
    }

    private static Outcome put(Claimant claimant, String what, long version) {
        return done(claimant.put("key", says(what, version)));
    }

    private String told() {
        Entry entry = board.get("key");
        return entry == null || entry.gone() ? "nothing" : entry.item().json();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toMillis());
        engine.sweep();
    }

    @Test
    void ofTwoTabsTheOneThatStaysInheritsWhenTheOtherGoes() {
        Claimant one = session(ANN);
        Claimant two = session(ANN);
        assertEquals(Outcome.DONE, put(one, "one", 1));
        assertEquals(Outcome.DONE, put(two, "two", 2));
        two.end();
        Deadline.await("the first tab tells its own again", () -> told().contains("one"));
        assertEquals(1, challenges.get(), "it is asked whether it lives");
        pass(GRACE);
        assertTrue(told().contains("one"), "no grace time runs");
        assertEquals(List.of(), done(one.alive()));
        one.end();
        pass(GRACE.minusMillis(1));
        assertTrue(told().contains("one"), "reserved");
        Deadline.await("the grace time is over", () -> {
            pass(Duration.ofSeconds(1));
            return told().equals("nothing");
        });
    }

    @Test
    void whoWroteLastHasTheKeyWhateverTheOtherTabsEndMeans() {
        Claimant one = session(ANN);
        Claimant two = session(ANN);
        put(one, "one", 1);
        put(two, "two", 2);
        one.end();
        for (int i = 0; i < 4; i++) {
            pass(LIFE.dividedBy(2));
            assertEquals(List.of(), done(two.alive()));
        }
        assertTrue(told().contains("two"));
        assertEquals(0, challenges.get());
    }

    @Test
    void whoClaimsAKeyMakesTheServerAskItsHolderThroughTheEngine() {
        put(session(ANN), "ann", 1);
        assertEquals(Outcome.NOT_OWNER, put(session(BOB), "bob", 9));
        Deadline.await("the holder is asked", () -> challenges.get() == 1);
        assertTrue(told().contains("ann"));
    }

    @Test
    void whatExpiredWhileItsSessionLivedComesBackWithItsNextSignOfLife() {
        Claimant ann = session(ANN);
        put(ann, "ann", 7);
        pass(LIFE);
        assertEquals("nothing", told());
        assertEquals(List.of(), done(ann.alive()));
        assertTrue(told().contains("ann"));
        pass(LIFE);
        put(session(BOB), "bob", 1);
        assertEquals(List.of("key"), done(ann.alive()), "it is somebody else's now");
        assertFalse(ann.holds("key"));
        assertTrue(told().contains("bob"));
    }

    @Test
    void writesToAKeyKeepTheirOrderHoweverLateTheyAre() {
        Claimant ann = session(ANN);
        CompletionStage<Outcome> last = ann.put("key", says("0", 0));
        for (int i = 1; i < 50; i++) {
            last = ann.put("key", says(String.valueOf(i), i));
        }
        assertEquals(Outcome.DONE, done(last));
        assertEquals("{\"is\":\"49\"}", told());
    }

    @Test
    void moreThanCanWaitIsRefused() {
        Claimant ann = session(ANN);
        late.mood(LateEngine.Mood.HOLDING);
        CompletionStage<Outcome> first = ann.put("key", says("0", 0));
        Outcome outcome = null;
        for (int i = 1; outcome == null; i++) {
            outcome = ann.put("key", says("more", i)).toCompletableFuture().getNow(null);
        }
        assertEquals(Outcome.BUSY, outcome);
        late.mood(LateEngine.Mood.LATE);
        assertEquals(Outcome.DONE, done(first));
    }

    @Test
    void whatIsWrittenWhileItsSessionEndsIsLetGo() {
        Claimant ann = session(ANN);
        late.mood(LateEngine.Mood.HOLDING);
        CompletionStage<Outcome> writing = ann.put("key", says("ann", 1));
        ann.end();
        late.mood(LateEngine.Mood.LATE);
        assertEquals(Outcome.DONE, done(writing));
        Deadline.await("the grace time runs", () -> {
            pass(Duration.ofSeconds(1));
            return told().equals("nothing");
        });
        assertEquals(Outcome.DONE, put(session(BOB), "bob", 1));
        assertEquals(0, challenges.get(), "nobody holds it");
    }

    @Test
    void aLeaveGivesUpWhatAnEarlierSessionPut() {
        Claimant before = session(ANN);
        put(before, "before", 1);
        assertEquals(Outcome.DONE, done(session(ANN).leave("key")));
        assertEquals("nothing", told());
        assertFalse(before.holds("key"));
        assertEquals(Outcome.DONE, done(session(ANN).leave("key")), "nobody is there");
        put(before, "before", 2);
        assertEquals(Outcome.NOT_OWNER, done(session(BOB).leave("key")));
        assertTrue(told().contains("before"));
    }

    @Test
    void aLifeThatHasOnlyBegunIsNotRenewedAtEachWord() {
        Claimant ann = session(ANN);
        put(ann, "ann", 1);
        late.mood(LateEngine.Mood.HOLDING);
        assertEquals(
                Outcome.DONE, ann.stay("key").toCompletableFuture().getNow(null), "nothing is asked of the engine");
        pass(LIFE.dividedBy(4));
        CompletionStage<Outcome> renewing = ann.stay("key");
        assertFalse(renewing.toCompletableFuture().isDone());
        late.mood(LateEngine.Mood.LATE);
        assertEquals(Outcome.DONE, done(renewing));
        pass(LIFE.minusMillis(1));
        assertTrue(told().contains("ann"));
    }

    @Test
    void whatWasLostWhileAWordWaitedIsNotStayedUnder() {
        Claimant ann = session(ANN);
        put(ann, "ann", 1);
        pass(LIFE);
        put(session(BOB), "bob", 1);
        late.mood(LateEngine.Mood.HOLDING);
        CompletionStage<List<String>> pong = ann.alive();
        CompletionStage<Outcome> word = ann.stay("key");
        late.mood(LateEngine.Mood.LATE);
        assertEquals(Outcome.NOT_OWNER, done(word));
        done(pong);
        assertFalse(ann.holds("key"));
        assertEquals(Outcome.NOT_OWNER, done(ann.stay("key")), "said again each time");
    }

    @Test
    void aLeaveThatCouldNotBeWrittenCanBeTriedAgain() {
        Claimant ann = session(ANN);
        put(ann, "ann", 1);
        late.mood(LateEngine.Mood.REFUSING);
        assertEquals(Outcome.UNAVAILABLE, done(ann.leave("key")));
        assertTrue(ann.holds("key"));
        assertTrue(told().contains("ann"));
        late.mood(LateEngine.Mood.LATE);
        assertEquals(Outcome.DONE, done(ann.leave("key")));
        assertEquals("nothing", told());
    }

    @Test
    void anOlderWordDoesNotTakeThePlaceOfTheNewest() {
        Claimant ann = session(ANN);
        put(ann, "new", 9);
        assertEquals(Outcome.STALE, put(ann, "old", 5));
        pass(LIFE);
        done(ann.alive());
        assertTrue(told().contains("new"), told());
    }

    @Test
    void nothingIsHeldOnceASessionIsOver() {
        Claimant ann = session(ANN);
        put(ann, "ann", 1);
        ann.end();
        assertEquals(0, ann.size());
        assertEquals(List.of(), claims.holders(new Claims.ClaimedKey("service/room", "key")));
    }

    private Outcome putUntil(Claimant claimant, String what, long untilMillis) {
        Item here = Item.json("{\"is\":\"" + what + "\"}");
        return done(claimant.put(
                "key", before -> new Proposal.Change(now.get(), untilMillis, here, Item.json("{}"), false)));
    }

    @Test
    void whatWasToLeaveAtATimeDoesNotComeBackByASignOfLife() {
        Claimant ann = session(ANN);
        long until = now.get() + 2 * LIFE.toMillis();
        putUntil(ann, "ann", until);
        for (int i = 0; i < 7; i++) {
            pass(LIFE.dividedBy(4));
            assertEquals(List.of(), done(ann.alive()));
            assertTrue(told().contains("ann"));
        }
        pass(LIFE.dividedBy(4));
        assertEquals(until, now.get());
        assertEquals("nothing", told());
        assertEquals(List.of(), done(ann.alive()));
        assertEquals("nothing", told());
        assertFalse(ann.has("key"), "it holds it no more");
        assertEquals(Outcome.NOT_OWNER, put(session(BOB), "bob", 9), "reserved all the same");
        pass(GRACE);
        assertEquals(Outcome.DONE, put(session(BOB), "bob", 9));
    }

    @Test
    void theHeirOfWhatIsOverInheritsNothing() {
        Claimant one = session(ANN);
        Claimant two = session(ANN);
        putUntil(one, "one", now.get() + 1_000);
        pass(Duration.ofMillis(10));
        putUntil(two, "two", now.get() + 5_000);
        pass(Duration.ofSeconds(2));
        two.end();
        Deadline.await("it has gone", () -> {
            pass(Duration.ofSeconds(1));
            return told().equals("nothing");
        });
        assertFalse(one.holds("key"));
    }
}
