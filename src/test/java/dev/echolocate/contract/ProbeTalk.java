package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.ProtocolChannel;
import dev.echolocate.testkit.ProtocolDocument;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What is said and heard in the dialect {@code probe.v1}. */
final class ProbeTalk {
    static final ProtocolChannel CHANNEL = ProtocolChannel.of("inspect", "probe.v1");

    private ProbeTalk() {}

    /** Each is as documented. */
    static JsonNode next(Client client) {
        return ProtocolDocument.json(CHANNEL.next(client).text());
    }

    static JsonNode open(Client client) {
        client.send("{\"probe\":\"open\"}");
        JsonNode probe = next(client).path("probe");
        assertEquals("open", probe.path("state").asText(), probe::toString);
        return probe;
    }

    static Client opened(Client client) {
        open(client);
        return client;
    }

    static void refuses(Client client, String command, String code) {
        client.send(command);
        assertEquals(code, next(client).path("error").path("code").asText(), command);
    }

    /** The next frame; the server's own pings, and the answers to them, may come at any time. */
    static JsonNode frame(Client client, String direction) {
        while (true) {
            JsonNode told = next(client);
            JsonNode moved = told.path(direction);
            boolean pinged = told.path("sent").path("automatic").asBoolean()
                    || "ping".equals(told.at("/received/frames/0/name").asText());
            if (!moved.isMissingNode() || !pinged) {
                assertFalse(moved.isMissingNode(), told::toString);
                return moved;
            }
        }
    }

    static byte[] bytes(JsonNode moved) {
        return HexFormat.of().parseHex(moved.path("hex").asText());
    }

    /** What a server sends, byte by byte. */
    static void answered(Client client, Frame frame) {
        assertArrayEquals(frame.unmasked().bytes(), bytes(frame(client, "received")));
    }

    /** What was sent with a masking key is this. */
    static JsonNode masked(Client client, String name, String text) {
        JsonNode sent = frame(client, "sent");
        JsonNode decoded = sent.at("/frames/0");
        assertTrue(decoded.path("masked").asBoolean(), sent::toString);
        assertEquals(name, decoded.path("name").asText());
        assertEquals(text, decoded.path("text").asText());
        byte[] wire = bytes(sent);
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(6 + payload.length, wire.length);
        for (int i = 0; i < payload.length; i++) {
            assertEquals(payload[i], (byte) (wire[6 + i] ^ wire[2 + i % 4]), "at " + i);
        }
        return sent;
    }
}
