package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.kit.Client;
import dev.echolocate.kit.JettyServer;
import dev.echolocate.kit.Server;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jetty")
class EchoJettyTest extends EchoContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new JettyServer(settings);
    }

    /** With 1013, which the client doesn't read: Jetty ends the connection with bytes of it unread, so a RST overtakes it. */
    @Test
    void aClientThatSendsWithoutReadingIsClosed() {
        Client other = plain("/echo");
        try (Flood flood = new Flood(handshake("/echo?prefix="))) {
            flood.untilItStalls();
            other.send("still here");
            assertEquals("echo: still here", other.next().text());
            flood.client().readToEnd();
        }
    }
}
