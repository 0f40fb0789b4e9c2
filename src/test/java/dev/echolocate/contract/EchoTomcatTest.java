package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.kit.Client;
import dev.echolocate.kit.Server;
import dev.echolocate.kit.TomcatServer;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("tomcat")
class EchoTomcatTest extends EchoContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new TomcatServer(settings);
    }

    @Test
    void aClientThatSendsWithoutReadingIsClosed() {
        Client other = plain("/echo");
        try (Flood flood = new Flood(handshake("/echo?prefix="))) {
            flood.untilItStalls();
            other.send("still here");
            assertEquals("echo: still here", other.next().text());
            assertEquals(1013, flood.client().readClose().closeCode());
        }
    }
}
