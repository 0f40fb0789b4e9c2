package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.echolocate.base.Address;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RatesTest {
    private long now = -1_000;
    private final Rates rates = Rates.perSecond(10, () -> now);

    private static Address address(String text) {
        return Objects.requireNonNull(Address.parse(text));
    }

    private int taken(Address who) {
        int taken = 0;
        while (rates.take(who) == 0) {
            taken++;
        }
        return taken;
    }

    @Test
    void oneWhoIsTooFastIsToldWhenToComeBackAndNobodyElseIs() {
        Address fast = address("192.0.2.1");
        assertEquals(20, taken(fast));
        assertNotEquals(0, rates.take(fast));
        assertEquals(0, rates.take(address("192.0.2.2")));
        now += 1_000;
        assertEquals(10, taken(fast));
    }

    @Test
    void aMinuteHasSoManyAndAsManyAtOnce() {
        Rates slow = Rates.perMinute(6, () -> now);
        for (int i = 0; i < 6; i++) {
            assertEquals(0, slow.take(Address.UNKNOWN));
        }
        assertEquals(10, slow.take(Address.UNKNOWN), "seconds until the next");
        now += 4_000;
        assertEquals(6, slow.take(Address.UNKNOWN));
        now += 6_000;
        assertEquals(0, slow.take(Address.UNKNOWN));
        assertEquals(10, slow.take(Address.UNKNOWN));
    }

    @Test
    void whoHasNotSentForAWhileIsForgotten() {
        taken(address("192.0.2.1"));
        rates.sweep();
        assertEquals(1, rates.addresses());
        now += 2_000;
        rates.sweep();
        assertEquals(0, rates.addresses());
    }

    @Test
    void zeroIsNoLimit() {
        Rates none = Rates.perSecond(0, () -> now);
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, none.take(Address.UNKNOWN));
        }
    }
}
