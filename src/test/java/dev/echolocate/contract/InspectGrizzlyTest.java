package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.kit.HttpWire;
import dev.echolocate.kit.Server;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InspectGrizzlyTest extends InspectContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new GrizzlyServer(settings);
    }

    @Override
    boolean tellsBytes() {
        return true;
    }

    /** Order and case are the client's; so it is behind another request, and where a request comes in pieces. */
    @Test
    void theOriginalIsToldHoweverItComes() {
        String lines = "GET /api/handshake HTTP/1.1\r\nx-B:1\r\nHOST: localhost\r\nX-a:  2 \r\nx-b: 3\r\n\r\n";
        try (HttpWire wire = new HttpWire(server())) {
            wire.say(lines);
            original(wire);
            wire.say("GET /api/map HTTP/1.1\r\nHost: localhost\r\n\r\n" + lines);
            assertEquals(200, wire.answer().status());
            original(wire);
            for (int i = 0; i < lines.length(); i++) {
                wire.say(lines.substring(i, i + 1));
            }
            original(wire);
        }
    }

    private static void original(HttpWire wire) {
        JsonObject request = wire.answer().json().getJsonObject("request");
        assertTrue(request.getBoolean("original"), request::toString);
        assertEquals("GET /api/handshake HTTP/1.1", request.getString("line"));
        assertEquals(
                List.of("x-B=1", "HOST=localhost", "X-a=2", "x-b=3"),
                request.getJsonArray("headers").stream()
                        .map(header -> header.asJsonObject().getString("name") + "="
                                + header.asJsonObject().getString("value"))
                        .toList());
    }
}
