package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.echolocate.base.Address;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RatesTest {
    private long now = -1_000;
    private final Rates rates = new Rates(10, () -> now);

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
        Rates none = new Rates(0, () -> now);
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, none.take(Address.UNKNOWN));
        }
    }
}
