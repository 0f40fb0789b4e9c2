package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.EventStream;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.ProtocolOperation;
import dev.echolocate.testkit.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server takes every example of {@code docs/openapi.yaml}, and answers nothing that is not documented there. */
class HttpProtocolContract extends ContractTest {
    /** So that a server notices soon that a stream is closed, as some must before they stop. */
    @Override
    protected Map<String, String> settings() {
        return Map.of("ping.interval", "1s");
    }

    private static ProtocolOperation get(String service) {
        return ProtocolOperation.of("GET", "/feeds/" + service + "/{name}");
    }

    private static ProtocolOperation post(String service) {
        return ProtocolOperation.of("POST", "/feeds/" + service + "/{name}");
    }

    /** Who says something in a chat, or a room, says who it is. */
    private static String as(String path, String name) {
        return path.contains("/chat/") || path.contains("/room/") ? path + "?name=" + name : path;
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "chat", "tracker", "room"})
    void everyExampleIsTakenAndRead(String service) {
        String path = get(service).path(fresh("protocol"));
        JsonNode first = get(service).check(Http.get(server(), path));
        String since = path + "?since=" + first.path("cursor").asText();
        assertEquals(204, get(service).status(Http.get(server(), since + "&wait=0.05")));
        try (EventStream stream = EventStream.open(server(), path)) {
            get(service).check(stream.next());
            String secret = "";
            for (String body : post(service).bodies()) {
                Response answer = secret.isEmpty()
                        ? Http.post(server(), as(path, "Ann"), body)
                        : Http.post(server(), as(path, "Ann"), body, "Echolocate-Secret: " + secret);
                assertEquals(200, answer.status(), body);
                secret = post(service).check(answer).path("you").path("secret").asText();
            }
            assertFalse(get(service).check(stream.next()).path("items").isEmpty());
        }
        for (String wait : new String[] {"", "&wait=5"}) {
            Response answer = Http.get(server(), since + wait);
            assertFalse(get(service).check(answer).path("items").isEmpty(), answer::text);
        }
        assertTrue(get(service)
                .check(Http.get(server(), path + "?since=foreign.1"))
                .path("reset")
                .asBoolean());
    }

    @Test
    void trailsAreAsDocumented() {
        String path = get("tracker").path(fresh("protocol"));
        Http.post(server(), path, "{\"id\":\"a\",\"lat\":1,\"lon\":2}");
        JsonNode frame = get("tracker").check(Http.get(server(), path + "?trail=1"));
        assertFalse(frame.path("items").path(0).path("trail").isEmpty(), frame::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "chat", "tracker"})
    void refusalsAreAsDocumented(String service) {
        String path = get(service).path(fresh("protocol"));
        refused(400, "bad_query", get(service), Http.get(server(), path + "?wait=soon"));
        refused(403, "foreign_origin", get(service), Http.get(server(), path, "Origin: https://foreign.example"));
        refused(403, "foreign_origin", get(service), Http.get(server(), path, "Sec-Fetch-Site: cross-site"));
        refused(404, "bad_name", get(service), Http.get(server(), get(service).path("a%20b")));
        refused(404, "no_such_feed", get(service), Http.get(server(), "/feeds/nothing/a"));
        refused(405, "bad_method", get(service), Http.request(server(), "PUT", path, "{}"));
        refused(400, "bad_json", post(service), Http.post(server(), path, "not json"));
        refused(400, "bad_message", post(service), Http.post(server(), path, "5"));
        refused(400, "bad_secret", post(service), Http.post(server(), path, "{}", "Echolocate-Secret: short"));
        refused(415, "bad_type", post(service), Http.request(server(), "POST", path, "{}", "Content-Type: text/plain"));
    }

    @Test
    void tooBigIsRefusedAsDocumented() {
        String path = post("tracker").path(fresh("protocol"));
        String big = "[\"" + "x".repeat(33_000) + "\",0,0]";
        refused(413, "too_big", post("tracker"), Http.post(server(), path, big));
    }

    @Test
    void whatIsTakenIsAConflictAsDocumented() {
        String path = post("tracker").path(fresh("protocol"));
        assertEquals(200, Http.post(server(), path, "[5,1,1]").status());
        refused(409, "id_taken", post("tracker"), Http.post(server(), path, "[5,2,2]"));
        String room = post("chat").path(fresh("protocol"));
        assertEquals(200, Http.post(server(), room, "{\"name\":\"Ann\"}").status());
        refused(409, "name_taken", post("chat"), Http.post(server(), room, "{\"name\":\"ANN\"}"));
        refused(400, "name_needed", post("chat"), Http.post(server(), room, "{\"text\":\"a\"}"));
    }

    private static void refused(int status, String code, ProtocolOperation operation, Response answer) {
        assertEquals(status, answer.status(), answer::text);
        JsonNode problem = operation.check(answer);
        assertEquals(code, problem.path("code").asText(), answer::text);
        assertEquals(status, problem.path("status").asInt(), answer::text);
    }

    @Test
    void handshakesAndFrames() {
        for (String path : new String[] {"/api/handshake", "/api/accept", "/api/drafts", "/api/frames"}) {
            ProtocolOperation operation = ProtocolOperation.of("GET", path);
            assertEquals(200, operation.status(Http.get(server(), path + "?key=x")), path);
            refused(405, "bad_method", operation, Http.post(server(), path, "{}"));
        }
        for (String path : new String[] {"/api/frames/decode", "/api/frames/encode"}) {
            ProtocolOperation operation = ProtocolOperation.of("POST", path);
            for (String body : operation.bodies()) {
                JsonNode answer = operation.check(Http.post(server(), path, body));
                assertFalse(answer.path("frames").isEmpty(), body);
            }
            refused(400, "bad_hex", operation, Http.post(server(), path, "{\"hex\":\"x\"}"));
        }
    }

    @Test
    void traffic() {
        ProtocolOperation operation = ProtocolOperation.of("GET", "/api/traffic");
        String path = "/api/traffic?channel=" + fresh("protocol");
        assertEquals(200, operation.status(Http.get(server(), path)));
        refused(400, "bad_query", operation, Http.get(server(), "/api/traffic"));
        refused(405, "bad_method", operation, Http.post(server(), path, "{}"));
        refused(403, "foreign_origin", operation, Http.get(server(), path, "Origin: https://foreign.example"));
    }

    @Test
    void theMapAndTheQrCode() {
        ProtocolOperation map = ProtocolOperation.of("GET", "/api/map");
        assertTrue(map.check(Http.get(server(), "/api/map")).path("tiles").isNull());
        ProtocolOperation about = ProtocolOperation.of("GET", "/api/about");
        assertTrue(about.check(Http.get(server(), "/api/about")).path("own").isBoolean());
        ProtocolOperation qr = ProtocolOperation.of("GET", "/qr");
        assertEquals(200, qr.status(Http.get(server(), "/qr?text=a")));
        assertEquals(400, qr.status(Http.get(server(), "/qr")));
        assertEquals(403, qr.status(Http.get(server(), "/qr?text=a", "Sec-Fetch-Site: cross-site")));
    }
}
