package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EchoPingsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final EchoPings pings = new EchoPings(nanos::get);

    @Test
    void aTripIsFromThePingToItsPong() {
        assertTrue(pings.due());
        byte[] payload = pings.next();
        assertFalse(pings.due());
        nanos.addAndGet(1_234_567);
        EchoPings.Trip trip = pings.answered(ByteBuffer.wrap(payload));
        assertNotNull(trip);
        assertEquals("{\"ping\":1,\"ms\":1.235}", trip.json());
        assertTrue(pings.due());
        assertNull(pings.answered(ByteBuffer.wrap(payload)), "answered once");
    }

    @Test
    void whatAnswersNothingIsNoTrip() {
        byte[] first = pings.next();
        assertNull(pings.answered(ByteBuffer.wrap(new byte[] {0})));
        assertNull(pings.answered(ByteBuffer.wrap(new byte[5])));
        pings.next();
        assertNull(pings.answered(ByteBuffer.wrap(first)), "one before the last");
        assertFalse(pings.due());
    }
}
