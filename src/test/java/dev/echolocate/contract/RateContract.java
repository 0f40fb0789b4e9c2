package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Difference;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A session that sends faster than it may is read more slowly, or told so. */
class RateContract extends ContractTest {
    private static final int RATE = 200;

    @Override
    protected Map<String, String> settings() {
        return Map.of("rate.messages", "" + RATE);
    }

    @Test
    void whoKeepsToTheRateNoticesNothing() {
        Client client = plain("/echo?prefix=");
        for (int i = 0; i < 2 * RATE; i++) {
            client.send("" + i);
        }
        for (int i = 0; i < 2 * RATE; i++) {
            assertEquals("" + i, client.next().text());
        }
    }

    @Test
    void whoIsTooFastIsHeldBackAndLosesNothingOrIsToldOnceAndEnded() {
        RawClient client = raw("/echo?prefix=");
        List<Frame> flood = new ArrayList<>();
        for (int i = 0; i < 5 * RATE; i++) {
            flood.add(Frame.text("" + i));
        }
        client.send(flood.toArray(Frame[]::new));
        if (!does(Difference.OWNS_CONNECTIONS)) {
            for (int i = 0; i < 5 * RATE; i++) {
                assertEquals("" + i, client.read().text());
            }
            return;
        }
        int errors = 0;
        Frame next = client.read();
        while (next.opcode() != Frame.CLOSE) {
            errors += next.text().startsWith("{\"error\":{\"code\":\"too_fast\"") ? 1 : 0;
            next = client.read();
        }
        assertEquals(1, errors);
        assertEquals(1008, next.closeCode());
        assertTrue(next.closeReason().startsWith("more than 200 messages a second"), next::toString);
    }
}
