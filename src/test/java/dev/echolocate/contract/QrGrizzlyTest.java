package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.kit.Http;
import dev.echolocate.kit.Server;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QrGrizzlyTest extends QrContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new GrizzlyServer(settings);
    }

    /** So long an address doesn't even reach a servlet in Tomcat. */
    @Test
    void moreBytesThanACodeHoldsAreRefused() {
        assertEquals(
                400, Http.get(server(), "/qr?text=" + "%E4%BD%A0".repeat(1020)).status());
    }
}
