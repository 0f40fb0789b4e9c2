package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.kit.Client;
import dev.echolocate.kit.Server;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeGrizzlyTest extends ProbeContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new GrizzlyServer(settings);
    }

    @Test
    void itEndsWithTheServer() {
        Client client = opened(session());
        server().restart();
        assertEquals("stopped", next(client).at("/probe/why").asText());
        assertEquals(1001, client.closed().closeCode());
    }

    @Test
    void whereTheyAreSwitchedOffThatIsSaid() {
        try (Server off = new GrizzlyServer(Map.of("probe.max", "0"));
                Client client = CHANNEL.open(off, "/inspect")) {
            assertTrue(next(client).has("handshake"));
            refuses(client, "{\"probe\":\"open\"}", "probes_off");
        }
    }

    @Test
    void moreThanTheServerHasAreRefused() {
        try (Server one = new GrizzlyServer(Map.of("probe.max", "1"));
                Client first = CHANNEL.open(one, "/inspect");
                Client second = CHANNEL.open(one, "/inspect")) {
            next(first);
            next(second);
            open(first);
            refuses(second, "{\"probe\":\"open\"}", "probes_full");
            first.send("{\"probe\":\"close\"}");
            while (!next(first).has("probe")) {
                // The frames of the close.
            }
            open(second);
        }
    }
}
