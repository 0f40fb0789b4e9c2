package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.ProtocolOperation;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import org.junit.jupiter.api.Test;

/** A server of its own, because it has no room for other channels of this address afterwards. */
@On(Where.OWN)
class TrafficBoundGrizzlyTest extends ContractTest {
    /** Of 1,000 in all: its share bites from then on. */
    private static final int MAX = 501;

    @Test
    void aChannelTooManyIsRefusedAndThoseThatAreCountedStay() {
        ProtocolOperation operation = ProtocolOperation.of("GET", "/api/traffic");
        try (HttpWire wire = new HttpWire(server())) {
            for (int i = 0; i < MAX; i++) {
                assertEquals(200, operation.status(look(wire, "channel-" + i)));
            }
            Response refused = look(wire, "one-more");
            assertEquals(503, operation.status(refused));
            assertEquals("share", refused.json().getString("code"));
            assertTrue(refused.json().getString("detail").contains("your address"), refused::text);
            assertEquals("2", refused.header("Retry-After"));
        }
        assertEquals(200, operation.status(Http.get(server(), TrafficContract.address("channel-0"))));
    }

    private static Response look(HttpWire wire, String channel) {
        return wire.ask("GET", TrafficContract.address(channel)).answer();
    }
}
