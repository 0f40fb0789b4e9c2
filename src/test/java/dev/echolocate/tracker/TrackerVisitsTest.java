package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.feed.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who comes with one message, and goes: by HTTP. */
class TrackerVisitsTest extends TrackerFixture {
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
    void whoClaimsAVisitorsIdChallengesNobody() throws Exception {
        visit(SECRET, "[1,2,3]");
        assertEquals(Outcome.NOT_OWNER, say(plain(), "[1,9,9]"));
        assertEquals(0, challenges);
        pass(LIFE);
        assertEquals(Outcome.DONE, say(plain(), "[1,9,9]"));
    }
}
