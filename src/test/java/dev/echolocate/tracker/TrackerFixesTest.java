package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.feed.Outcome;
import org.junit.jupiter.api.Test;

/** Which of two fixes is the newer one. */
class TrackerFixesTest extends TrackerFixture {
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
}
