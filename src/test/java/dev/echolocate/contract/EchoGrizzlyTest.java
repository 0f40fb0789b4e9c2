package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.kit.Client;
import dev.echolocate.kit.Server;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EchoGrizzlyTest extends EchoContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new GrizzlyServer(settings);
    }

    @Test
    void aClientThatSendsWithoutReadingIsHeldBackAndLosesNothing() {
        Client other = plain("/echo");
        try (Flood flood = new Flood(handshake("/echo?prefix="))) {
            flood.untilItStalls();
            assertTrue(flood.sent() < Flood.MESSAGES, "the server has read everything: " + flood.sent());
            other.send("still here");
            assertEquals("echo: still here", other.next().text());
            for (int i = 0; i < Flood.MESSAGES; i++) {
                assertEquals(flood.message(i), flood.client().readMessage().text());
            }
        }
    }
}
