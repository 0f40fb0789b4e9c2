package dev.echolocate.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.LogWatch;
import dev.echolocate.testkit.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 9112 and RFC 9110 want refused is refused, with a reason; what they want ignored is. Lines end with {@code ~}. */
class RequestRowsTest {
    private static GrizzlyServer server;
    private static LogWatch log;

    @BeforeAll
    static void start() {
        server = new GrizzlyServer(Map.of());
        log = new LogWatch();
    }

    @AfterAll
    static void stop() {
        server.close();
        log.close();
    }

    @AfterEach
    void nothingWasLogged() {
        assertEquals(List.of(), log.heard());
    }

    private static String lines(String request) {
        return request.replace("~", "\r\n");
    }

    /** RFC 9112 6.1, 6.3: where it is in doubt where a message ends, what follows is never taken for a request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // 5.1: no blank before the colon
                "400 POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Content-Type: application/json~Content-Length : 12~~{\"text\":\"a\"}",
                "400 GET / HTTP/1.1~Host: localhost~Content-Length : 50~~",
                // 6.1: both
                "400 POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Content-Length: 5~Transfer-Encoding: chunked~~0~~",
                // 6.1: an unknown coding; 6.3: chunked is not last; chunked twice; identity is gone since RFC 7230
                "400|501 POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Transfer-Encoding: banana~~",
                "400|501 POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Transfer-Encoding: chunked, gzip~~0~~",
                "400|501 POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Transfer-Encoding: chunked, chunked~~0~~",
                "400 POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Transfer-Encoding: chunked~Transfer-Encoding: chunked~~0~~",
                "400|501 POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Transfer-Encoding: identity~~",
                // 6.3: lengths that differ, or are none
                "400 POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Content-Length: 5~Content-Length: 6~~",
                "400 POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Content-Length: -1~~",
                "400 POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Content-Length: +5~~",
                "400 POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Content-Length: 0x5~~",
                // 3.2: no Host, two of them, or none that is one
                "400 GET / HTTP/1.1~Accept: */*~~",
                "400 GET / HTTP/1.1~Host: localhost~Host: localhost~~",
                "400 GET / HTTP/1.1~Host: a b~~",
                "400 GET / HTTP/1.1~Host: user@localhost~~",
                "400 GET / HTTP/1.1~Host: localhost/x~~",
                // 5: a line without a colon, without a name, with a name that is no token; 5.2: a folded one
                "400 GET / HTTP/1.1~Host: localhost~no colon here~~",
                "400 GET / HTTP/1.1~Host: localhost~: nameless~~",
                "400 GET / HTTP/1.1~Host: localhost~na(me: x~~",
                "400 GET / HTTP/1.1~Host: localhost~X-A: b~ folded~~",
                // 2.2, 3: what is no request line
                "400 GET /~~",
                "505 GET / HTTP/3.7~Host: localhost~~",
                "505 GET / HTTP/2.0~Host: localhost~~",
                // 7.1: a size that is none
                "400 POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Content-Type: application/json~Transfer-Encoding: chunked~~xyz~~",
            })
    void whatIsInDoubtIsRefusedWithAReasonAndTheConnectionEnds(String row) {
        String expected = row.substring(0, row.indexOf(' '));
        String request = lines(row.substring(expected.length() + 1));
        try (HttpWire wire = new HttpWire(server)) {
            wire.say(request + lines("GET /smuggled HTTP/1.1~Host: localhost~~"));
            Response answer = wire.answer();
            assertTrue(
                    Integer.toString(answer.status()).matches(expected),
                    () -> row + " was answered " + answer.status());
            assertFalse(answer.text().isBlank(), "it says why");
            assertEquals("", wire.rest(), "nothing was answered after that");
        }
    }

    /** RFC 6455 4.1: GET, and HTTP/1.1 or higher. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /echo HTTP/1.0",
                "GET /echo HTTP/2.0",
                "POST /echo HTTP/1.1",
            })
    void onlyHttp11IsUpgraded(String line) {
        try (HttpWire wire = new HttpWire(server)) {
            wire.say(lines(line + "~Host: localhost~Upgrade: websocket~Connection: Upgrade~"
                    + "Sec-WebSocket-Version: 13~Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==~~"));
            Response answer = wire.answer();
            assertTrue(answer.status() >= 400, () -> line + " was answered " + answer.status());
            assertFalse(answer.text().isBlank(), "it says why");
        }
    }

    /** RFC 9112 7.1.1: extensions that nobody knows are ignored; RFC 9112 2.2: so is an empty line before a request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Content-Type: application/json~Transfer-Encoding: chunked~~c;a=b;c=\"d\"~{\"text\":\"a\"}~0~~",
                "POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Content-Type: application/json~Transfer-Encoding: chunked~~c ; a = b~{\"text\":\"a\"}~0;last~~",
                "POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Content-Type: application/json~Transfer-Encoding: chunked~~00c~{\"text\":\"a\"}~0~A-Trailer: x~~",
                "POST /feeds/broadcast/x HTTP/1.1~Host: localhost~Content-Type: application/json~Content-Length: 12~~{\"text\":\"a\"}",
                "~GET / HTTP/1.1~Host: localhost~~",
                "GET / HTTP/1.1~Host:localhost~~",
                "GET / HTTP/1.1~Host: localhost  ~~",
                "GET / HTTP/1.1~hOsT: LOCALHOST:80~~",
                "GET http://localhost/ HTTP/1.1~Host: localhost~~",
            })
    void whatIsRightIsServedAndTheConnectionGoesOn(String row) {
        try (HttpWire wire = new HttpWire(server)) {
            Response answer = wire.say(lines(row)).answer();
            assertEquals(200, answer.status(), () -> row + answer.text());
            assertEquals(
                    200,
                    wire.ask("GET", "/", "Connection: close").answer().status(),
                    "the next one on the same connection");
        }
    }

    /** RFC 9110 15.5.5, and no empty 500. */
    @ParameterizedTest
    @ValueSource(strings = {"/a%2fb", "/%2f", "/%5c", "/lib%2Fpage.js", "/%00", "/%zz", "/%c0%af"})
    void anOddPathIsAnsweredInWords(String path) {
        try (HttpWire wire = new HttpWire(server)) {
            Response answer = wire.ask("GET", path, "Connection: close").answer();
            assertTrue(answer.status() == 400 || answer.status() == 404, () -> path + ": " + answer.status());
            assertNotNull(answer.header("Content-Type"));
            assertFalse(answer.text().isBlank(), "it says why");
        }
    }

    /** RFC 9112 3.3: HTTP/1.0 needs no Host. */
    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.0~~", "GET / HTTP/1.0~Host: localhost~~"})
    void http10IsServed(String row) {
        try (HttpWire wire = new HttpWire(server)) {
            assertEquals(200, wire.say(lines(row)).answer().status());
            wire.rest();
        }
    }
}
