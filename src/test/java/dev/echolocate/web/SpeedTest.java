package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.web.Speed.SpeedVerdict;
import org.junit.jupiter.api.Test;

class SpeedTest {
    private long now = -5_000;

    @Test
    void twiceAsManyMayComeAtOnce() {
        Speed speed = new Speed(1_000, now);
        for (int i = 1; i < 2_000; i++) {
            assertEquals(0, speed.pause(now), "message " + i);
        }
        assertEquals(100, speed.pause(now));
        now += 100;
        for (int i = 1; i < 100; i++) {
            assertEquals(0, speed.pause(now), "message " + i);
        }
        assertEquals(100, speed.pause(now));
    }

    @Test
    void aSlowRateIsHeldByLongerPauses() {
        Speed speed = new Speed(2, now);
        int messages = 0;
        for (long end = now + 10_000; now < end; ) {
            messages++;
            now += speed.pause(now);
        }
        assertTrue(messages >= 20 && messages <= 24, messages + " in 10 s");
    }

    @Test
    void whoCannotBeHeldBackIsToldOnceAndEndedWhenItGoesOn() {
        Speed speed = new Speed(10, now);
        for (int i = 1; i <= 20; i++) {
            assertEquals(SpeedVerdict.FINE, speed.judge(now), "message " + i);
        }
        assertEquals(SpeedVerdict.TELL, speed.judge(now));
        for (int i = 1; i < 19; i++) {
            assertEquals(SpeedVerdict.FINE, speed.judge(now), "told once: " + i);
        }
        assertEquals(SpeedVerdict.END, speed.judge(now));
    }

    @Test
    void whoStaysJustBelowItIsNotToldAgainAndAgain() {
        Speed speed = new Speed(10, now);
        int told = 0;
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < (round == 0 ? 21 : 4); i++) {
                told += speed.judge(now) == SpeedVerdict.TELL ? 1 : 0;
            }
            now += 400;
        }
        assertEquals(1, told);
    }

    @Test
    void whoSlowsDownIsToldAgainTheNextTime() {
        Speed speed = new Speed(10, now);
        for (int round = 0; round < 3; round++) {
            int told = 0;
            for (int i = 0; i < 25; i++) {
                told += speed.judge(now) == SpeedVerdict.TELL ? 1 : 0;
            }
            assertEquals(1, told);
            now += 3_000;
        }
    }

    @Test
    void whoKeepsToTheRateIsNeverHeldBack() {
        Speed speed = new Speed(1_000, now);
        for (int i = 0; i < 100_000; i++) {
            now++;
            assertEquals(0, speed.pause(now));
        }
    }
}
