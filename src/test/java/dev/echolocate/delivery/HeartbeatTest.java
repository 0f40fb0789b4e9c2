package dev.echolocate.delivery;

import static dev.echolocate.delivery.Heartbeat.LifeSign.DEAD;
import static dev.echolocate.delivery.Heartbeat.LifeSign.PING;
import static dev.echolocate.delivery.Heartbeat.LifeSign.WELL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final Heartbeat heartbeat = new Heartbeat(0);

    private Heartbeat.LifeSign tick(long now) {
        return heartbeat.tick(now, 20_000, 45_000);
    }

    @Test
    void itIsAskedEverySoOften() {
        assertEquals(WELL, tick(19_999));
        assertEquals(PING, tick(20_000));
        heartbeat.pinged(20_010);
        heartbeat.heard(20_050);
        assertEquals(WELL, tick(40_009));
        assertEquals(PING, tick(40_010));
    }

    @Test
    void whoDoesNotAnswerIsDeadAfterTheSilence() {
        heartbeat.heard(15_000);
        tick(20_000);
        heartbeat.pinged(20_000);
        assertEquals(WELL, tick(60_000));
        assertEquals(DEAD, tick(60_001));
    }

    @Test
    void anAnswerSavesIt() {
        tick(20_000);
        heartbeat.pinged(20_000);
        heartbeat.heard(44_000);
        assertEquals(PING, tick(46_000));
    }

    @Test
    void whoCouldNotBeAskedYetIsNotDead() {
        assertEquals(PING, tick(20_000));
        assertEquals(WELL, tick(300_000), "a large message is still on its way, within its deadline");
        heartbeat.pinged(300_000);
        assertEquals(WELL, tick(324_000));
        assertEquals(DEAD, tick(325_001));
    }

    @Test
    void aChallengePingsAndEndsTheDead() {
        assertTrue(heartbeat.challenge(10_000));
        heartbeat.pinged(10_001);
        assertEquals(WELL, tick(15_000));
        assertEquals(DEAD, tick(15_001));
    }

    @Test
    void aChallengeDoesNotEndTheLiving() {
        assertTrue(heartbeat.challenge(10_000));
        heartbeat.pinged(10_000);
        heartbeat.heard(10_500);
        assertEquals(WELL, tick(15_000));
        assertEquals(WELL, tick(29_999));
    }

    @Test
    void aPingThatIsOnItsWayServesAChallengeToo() {
        tick(20_000);
        heartbeat.pinged(20_000);
        assertFalse(heartbeat.challenge(21_000), "one ping is enough");
        assertEquals(WELL, tick(24_999));
        assertEquals(DEAD, tick(25_000));
    }

    @Test
    void challengesPingAtMostEveryFiveSeconds() {
        assertTrue(heartbeat.challenge(4_999), "it was never asked");
        assertFalse(heartbeat.challenge(5_001));
        heartbeat.pinged(5_002);
        heartbeat.heard(5_003);
        assertFalse(heartbeat.challenge(10_001));
        assertEquals(WELL, tick(12_000), "an answered ping leaves no challenge behind");
        assertTrue(heartbeat.challenge(12_000));
    }
}
