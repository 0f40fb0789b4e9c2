package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Difference;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /inspect} and {@code api/…}: handshakes and frames laid open. */
@On({Where.OWN, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class InspectContract extends ContractTest {
    private static List<String> values(JsonObject head, String name) {
        return head.getJsonArray("headers").stream()
                .map(JsonValue::asJsonObject)
                .filter(header -> header.getString("name").equalsIgnoreCase(name))
                .map(header -> header.getString("value"))
                .toList();
    }

    /** Whether this server sees the bytes. */
    private boolean tellsBytes() {
        return !does(Difference.OWNS_CONNECTIONS);
    }

    @Test
    void theFirstMessageIsTheHandshakeAsItWasReceived() {
        Handshake handshake = handshake("/inspect?a=b%20c")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .header("Cookie", "session=secret")
                .header("Authorization", "Basic secret")
                .header("X-Odd", "as it was")
                .protocols("one", "two");
        Client client = closeAfter(Client.over(handshake));
        JsonObject shaken = client.next().object().getJsonObject("handshake");
        JsonObject request = shaken.getJsonObject("request");
        assertEquals("GET " + server().contextPath() + "/inspect?a=b%20c HTTP/1.1", request.getString("line"));
        assertEquals(tellsBytes(), request.getBoolean("original"));
        assertEquals(List.of("as it was"), values(request, "X-Odd"));
        assertEquals(List.of("one, two"), values(request, "Sec-WebSocket-Protocol"));
        assertEquals(List.of("***"), values(request, "Cookie"));
        assertEquals(List.of("***"), values(request, "Authorization"));
        assertFalse(shaken.toString().contains("secret"), shaken::toString);

        JsonObject response = shaken.getJsonObject("response");
        assertEquals(List.of("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), values(response, "Sec-WebSocket-Accept"));
        assertEquals(List.of("one"), values(response, "Sec-WebSocket-Protocol"));
        Response sent = client.raw().response();
        for (JsonValue value : response.getJsonArray("headers")) {
            JsonObject header = value.asJsonObject();
            assertEquals(
                    header.getString("value").toLowerCase(Locale.ROOT),
                    String.valueOf(sent.header(header.getString("name"))).toLowerCase(Locale.ROOT),
                    header.getString("name"));
        }
    }

    @Test
    void thenItSaysBackWhatItHears() {
        Client client = plain("/inspect");
        assertTrue(client.next().object().containsKey("handshake"));
        client.send("hello \u4f60\u597d");
        assertEquals("hello \u4f60\u597d", client.next().text());
        client.send(new byte[] {0, (byte) 255});
        assertArrayEquals(new byte[] {0, (byte) 255}, client.next().binary());
        assertNull(client.protocol());
    }

    @Test
    void theRequestIsToldOverHttpToo() {
        Response answer = Http.get(
                server(),
                "/api/handshake?x=1",
                "Cookie: session=secret",
                "X-Odd: as it was",
                "X-Twice: a",
                "X-Twice: b");
        assertEquals(200, answer.status());
        assertEquals("no-store", answer.header("Cache-Control"));
        JsonObject request = answer.json().getJsonObject("request");
        assertEquals("GET " + server().contextPath() + "/api/handshake?x=1 HTTP/1.1", request.getString("line"));
        assertEquals(tellsBytes(), request.getBoolean("original"));
        assertEquals(List.of("as it was"), values(request, "x-odd"));
        assertEquals(List.of("a", "b"), values(request, "X-Twice"));
        assertEquals(List.of("***"), values(request, "Cookie"));
    }

    @Test
    void anAcceptIsComputedStepByStep() {
        JsonObject accept = Http.get(server(), "/api/accept?key=dGhlIHNhbXBsZSBub25jZQ%3D%3D")
                .json();
        assertEquals("b37a4f2cc0624f1690f64606cf385945b2bec4ea", accept.getString("sha1"));
        assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", accept.getString("accept"));
        assertTrue(accept.getBoolean("wellFormed"));
        assertFalse(Http.get(server(), "/api/accept?key=x").json().getBoolean("wellFormed"));
    }

    @Test
    void theDraftsAreToldForAnyPlace() {
        JsonObject all = Http.get(
                        server(), "/api/drafts?host=example.com&path=/demo&origin=http://example.com&text=Hello")
                .json();
        assertEquals(
                List.of("hixie-75", "hixie-76", "hybi-10", "rfc-6455"),
                all.getJsonArray("drafts").stream()
                        .map(draft -> draft.asJsonObject().getString("id"))
                        .toList());
        JsonObject second = all.getJsonArray("drafts").getJsonObject(1);
        assertEquals("8jKS'y:G*Co,Wxa-", second.getJsonObject("response").getString("body"));
        assertEquals("0048656c6c6fff", second.getString("frame"));
        assertEquals(
                List.of("ws://example.com/demo"), values(second.getJsonObject("response"), "Sec-WebSocket-Location"));
        assertEquals(829_309_203, all.getJsonObject("challenge").getInt("number1"));
        JsonObject ours = Http.get(server(), "/api/drafts").json();
        assertEquals(
                List.of("localhost:" + server().port()),
                values(ours.getJsonArray("drafts").getJsonObject(3).getJsonObject("request"), "Host"));
    }

    @Test
    void framesAreWrittenAndRead() {
        JsonObject written = Http.post(
                        server(), "/api/frames/encode", "{\"opcode\":1,\"text\":\"Hello\",\"mask\":\"37fa213d\"}")
                .json();
        assertEquals("818537fa213d7f9f4d5158", written.getString("hex"));
        JsonObject frame = written.getJsonArray("frames").getJsonObject(0);
        assertEquals("Hello", frame.getString("text"));
        assertEquals(9, frame.getJsonArray("fields").size());
        assertEquals(
                "{\"name\":\"opcode\",\"bit\":4,\"bits\":4,\"value\":\"1\"}",
                frame.getJsonArray("fields").getJsonObject(4).toString());
        JsonObject read = Http.post(server(), "/api/frames/decode", "{\"hex\":\"01 03 48656c 80 02 6c6f c1 00\"}")
                .json();
        assertEquals(3, read.getJsonArray("frames").size());
        JsonObject fault = read.getJsonArray("frames")
                .getJsonObject(2)
                .getJsonArray("faults")
                .getJsonObject(0);
        assertEquals("rsv", fault.getString("rule"));
        assertEquals("5.2", fault.getString("section"));
        assertEquals(9, fault.getInt("offset"));
    }

    @Test
    void aMessageIsCutMaskedAndClosedAsAsked() {
        JsonObject parts = Http.post(
                        server(),
                        "/api/frames/encode",
                        "{\"opcode\":2,\"hex\":\"000102\",\"fragments\":2,\"mask\":true}")
                .json();
        List<String> payloads = parts.getJsonArray("frames").stream()
                .map(part -> part.asJsonObject().getString("payload"))
                .toList();
        assertEquals(List.of("00", "0102"), payloads);
        assertTrue(parts.getJsonArray("frames").getJsonObject(0).getBoolean("masked"));
        JsonObject close = Http.post(server(), "/api/frames/encode", "{\"opcode\":8,\"code\":1000,\"reason\":\"bye\"}")
                .json();
        assertEquals("880503e8627965", close.getString("hex"));
        JsonObject wrong = Http.post(server(), "/api/frames/encode", "{\"opcode\":9,\"fragments\":2,\"rsv\":4}")
                .json();
        assertEquals(
                List.of("rsv", "control_fragmented"),
                wrong.getJsonArray("frames").getJsonObject(0).getJsonArray("faults").stream()
                        .map(fault -> ((JsonString) fault.asJsonObject().get("rule")).getString())
                        .toList());
    }

    @Test
    void theTablesAreWhole() {
        JsonObject tables = Http.get(server(), "/api/frames").json();
        assertEquals(16, tables.getJsonArray("opcodes").size());
        assertEquals("pong", tables.getJsonArray("opcodes").getJsonObject(10).getString("name"));
        assertEquals(
                "827f0000000000010000",
                tables.getJsonArray("lengths").getJsonObject(4).getString("header"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "GET|/api/accept||400|bad_query",
                "GET|/api/accept?key=LONG||400|bad_query",
                "GET|/api/drafts?host=a%20b||400|bad_query",
                "GET|/api/drafts?host=a/b||400|bad_query",
                "GET|/api/drafts?path=b||400|bad_query",
                "GET|/api/drafts?origin=%0d%0ax||400|bad_query",
                "GET|/api/drafts?text=LONG||400|bad_query",
                "GET|/api/frames/nothing||404|bad_name",
                "GET|/api/frames/decode||405|bad_method",
                "POST|/api/handshake|{}|405|bad_method",
                "POST|/api/frames/decode|not json|400|bad_json",
                "POST|/api/frames/decode|5|400|bad_message",
                "POST|/api/frames/decode|{}|400|bad_message",
                "POST|/api/frames/decode|{\"hex\":\"8\u00e4\"}|400|bad_hex",
                "POST|/api/frames/decode|{\"hex\":\"BYTES\"}|400|too_big",
                "POST|/api/frames/decode|{\"hex\":\"BYTESBYTESBYTESBYTES\"}|413|too_big",
                "POST|/api/frames/encode|{\"opcode\":16}|400|bad_message",
                "POST|/api/frames/encode|{\"opcode\":1.5}|400|bad_message",
                "POST|/api/frames/encode|{\"opcode\":\"1\"}|400|bad_message",
                "POST|/api/frames/encode|{\"mask\":\"00\"}|400|bad_message",
                "POST|/api/frames/encode|{\"mask\":5}|400|bad_message",
                "POST|/api/frames/encode|{\"fragments\":0}|400|bad_message",
                "POST|/api/frames/encode|{\"fragments\":1e9}|400|bad_message",
                "POST|/api/frames/encode|{\"text\":5}|400|bad_message"
            })
    void whatCannotBeAnsweredIsAProblem(String method, String path, String body, int status, String code) {
        String sent = body == null ? null : body.replace("BYTES", "00".repeat(4097));
        Response answer = Http.request(server(), method, path.replace("LONG", "x".repeat(257)), sent);
        assertEquals(status, answer.status(), answer::text);
        assertEquals(code, answer.json().getString("code"), answer::text);
        assertTrue(answer.header("Content-Type").startsWith("application/problem+json"));
        if (status == 405) {
            assertEquals(method.equals("GET") ? "POST, OPTIONS" : "GET, HEAD, OPTIONS", answer.header("Allow"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/handshake", "/api/accept?key=x", "/api/drafts", "/api/frames"})
    void pagesOfOthersAreRefused(String path) {
        assertEquals(403, Http.get(server(), path, "Sec-Fetch-Site: cross-site").status());
        assertEquals(
                403, Http.get(server(), path, "Origin: https://evil.example").status());
    }

    /** RFC 6455 4.4: whoever can't do ours is told it; with hixie-76 there was no number yet. */
    @ParameterizedTest
    @ValueSource(strings = {"8", "7", "12", "0", "none"})
    void whoOnlySpeaksADraftIsToldOurVersion(String version) {
        Handshake handshake = handshake("/inspect").header("Sec-WebSocket-Version", version);
        if (version.equals("none")) {
            handshake = handshake.without("Sec-WebSocket-Version");
        }
        try (var client = handshake.open()) {
            assertEquals(426, client.response().status());
            assertEquals("13", client.response().header("Sec-WebSocket-Version"));
            assertEquals("websocket", client.response().header("Upgrade"));
            assertTrue(client.response().header("Connection").contains("Upgrade"));
        }
    }

    @Test
    void hixie76IsTurnedAway() {
        Handshake old = handshake("/inspect")
                .without("Sec-WebSocket-Version")
                .without("Sec-WebSocket-Key")
                .header("Upgrade", "WebSocket")
                .header("Sec-WebSocket-Key1", "4 @1  46546xW%0l 1 5")
                .header("Sec-WebSocket-Key2", "12998 5 Y3 1  .P00");
        try (var client = old.open()) {
            assertEquals(426, client.response().status());
            assertEquals("13", client.response().header("Sec-WebSocket-Version"));
        }
    }

    /** Order and case are the client's; so it is behind another request, and where a request comes in pieces. */
    @On(Where.OWN)
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
