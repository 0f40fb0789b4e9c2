package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.feed.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose an id is. */
class TrackerClaimsTest extends TrackerFixture {
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
}
