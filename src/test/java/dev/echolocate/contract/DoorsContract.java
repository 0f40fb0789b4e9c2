package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Difference;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import dev.echolocate.web.SecurityHeaders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may shake hands, and what the others are told. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class DoorsContract extends ContractTest {
    private static final String[] ENDPOINTS = {
        "/echo", "/inspect", "/broadcast", "/broadcast/x", "/chat", "/chat/x", "/tracker", "/tracker/x", "/room/x"
    };

    @Override
    protected Map<String, String> settings() {
        // Which names are ours is another contract: here origins are compared with whatever they are.
        return Map.of("origins", "https://friend.example, https://second.example:8443", "hosts", "*");
    }

    @Test
    void aProgramWithoutAnOriginComesIn() {
        for (String path : ENDPOINTS) {
            assertEquals(101, answer(handshake(path)).status(), path);
        }
    }

    @Test
    void ourOwnPagesComeIn() {
        for (String path : ENDPOINTS) {
            String origin = server().origin();
            assertEquals(101, answer(handshake(path).origin(origin)).status(), path);
        }
    }

    /** Some containers refuse some of them by themselves. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "|",
                "^",
                "{}",
                "\"",
                "<>",
                "\\",
                "%zz",
                "%",
                "`",
                "[]",
                "#",
                "%C3%A9",
                "%F0%9F%98%80",
                "\u00f0\u009f\u0098\u0080"
            })
    void aQueryMayBeWrittenBadly(String odd) {
        RawClient client = closeAfter(
                handshake("/echo?prefix=a&secret=verysecret&x=" + odd).open());
        if (client.response().status() == 101) {
            client.send(Frame.text("b"));
            assertEquals("ab", new String(client.readMessage().payload(), StandardCharsets.UTF_8));
        } else {
            assertEquals(400, client.response().status());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://live.example,live.example",
        "http://live.example,live.example:80",
        "http://live.example:80,live.example",
        "https://live.example,live.example",
        "https://live.example,live.example:443",
        "https://live.example:8443,live.example:8443",
        "http://LIVE.example,live.EXAMPLE",
        "http://[::1]:8080,[::1]:8080",
        "http://192.168.1.5:8080,192.168.1.5:8080",
        "http://my_server:8080,my_server:8080",
        "https://MY_server,my_SERVER:443",
        "http://nas.4home,NAS.4home",
        "http://nas.4home,nas.4home:80",
        "https://friend.example,localhost",
        "HTTPS://Friend.Example:443,localhost",
        "https://second.example:8443,localhost:1",
    })
    void sameOriginAlsoBehindAProxyAndFriendsComeIn(String origin, String host) {
        int status = answer(handshake("/echo").origin(origin).host(host)).status();
        assertEquals(host.contains("_") && does(Difference.REFUSES_UNDERSCORES) ? 400 : 101, status);
        if (!does(Difference.REFUSES_UNDERSCORES)) {
            String[] headers = {"Host: " + host, "Origin: " + origin, "Connection: close"};
            assertEquals(200, get("/feeds/broadcast/x", headers).status(), "over HTTP, too");
        }
    }

    /** One request with a Host of its own. */
    private Response get(String path, String... headers) {
        try (HttpWire wire = new HttpWire(server())) {
            return wire.say("GET " + server().contextPath() + path + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                            + "\r\n\r\n")
                    .answer();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example,live.example",
        "http://evil.example:8080,localhost:8080",
        "http://localhost:8081,localhost:8080",
        "http://localhost,localhost:8080",
        "http://localhost:8080,localhost",
        "http://127.0.0.1:8080,localhost:8080",
        "http://live.example.evil.example,live.example",
        "http://evil.example/live.example,live.example",
        "http://live.example@evil.example,live.example",
        "http://sub.live.example,live.example",
        "http://my_server:8081,my_server:8080",
        "http://other_server,my_server",
        "http://nas.4home,nas.5home",
        "null,live.example",
        "null,null",
        "file://,live.example",
        "ftp://live.example,live.example",
        "live.example,live.example",
        "http://,live.example",
        "http://live.example:,live.example:99999",
        "http://live.example:99999,live.example:99999",
        "nonsense,nonsense",
        "http://friend.example,localhost",
        "https://friend.example:444,localhost",
        "https://second.example,localhost",
    })
    void foreignPagesAreRefusedAndTheSettingIsNamed(String origin, String host) {
        Response answer = answer(handshake("/echo").origin(origin).host(host));
        if ((host.endsWith(":99999") && does(Difference.REFUSES_BAD_HOSTS))
                || (host.contains("_") && does(Difference.REFUSES_UNDERSCORES))) {
            assertEquals(400, answer.status());
            return;
        }
        assertEquals(403, answer.status());
        assertTrue(answer.text().contains("origins"), answer.text());
    }

    @Test
    void everyEndpointRefusesForeignPages() {
        for (String path : ENDPOINTS) {
            Response answer = answer(handshake(path).origin("http://evil.example"));
            assertEquals(403, answer.status(), path);
            SecurityHeaders.table().forEach((name, value) -> assertEquals(value, answer.header(name), name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "http://a b", "http://\u00e9.example", "javascript:alert(1)"})
    void anOddOriginIsForeign(String origin) {
        int status = answer(handshake("/echo").origin(origin)).status();
        assertTrue(status == 403 || status == 400, "was " + status);
    }

    @Test
    void anotherVersionIsToldOurs() {
        Response answer = answer(handshake("/echo").header("Sec-WebSocket-Version", "12"));
        assertEquals(426, answer.status());
        assertEquals("13", answer.header("Sec-WebSocket-Version"));
    }

    /** RFC 6455 4.2.1: it has both headers. A proxy that passes on only one is the usual reason. */
    @ParameterizedTest
    @ValueSource(strings = {"", "close", "keep-alive", "upgradex"})
    void upgradeWithoutConnectionUpgradeIsABadRequest(String connection) {
        Handshake handshake = handshake("/echo").without("Connection");
        Response answer = answer(connection.isEmpty() ? handshake : handshake.header("Connection", connection));
        assertEquals(400, answer.status());
        assertFalse(answer.text().isBlank());
    }

    @Test
    void connectionMayNameOthersBesideUpgrade() {
        assertEquals(
                101,
                answer(handshake("/echo").header("Connection", "keep-alive, UPGRADE"))
                        .status());
    }

    /** RFC 9110 7.8: before HTTP/1.1 there is no upgrade. */
    @Test
    void http10IsNotUpgraded() {
        try (HttpWire wire = new HttpWire(server())) {
            wire.say(handshake("/echo").request().replace(" HTTP/1.1", " HTTP/1.0"));
            assertEquals(400, wire.answer().status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket, h2c", "h2c, websocket", ",websocket", "WebSocket"})
    void aWebSocketAmongOtherProtocolsIsOpenedOrRefused(String upgrade) {
        RawClient client =
                closeAfter(handshake("/echo").header("Upgrade", upgrade).open());
        if (client.response().status() == 101) {
            client.send(Frame.text("hello"));
            assertEquals("echo: hello", client.readMessage().text());
        } else {
            assertEquals(400, client.response().status());
        }
    }

    /** RFC 9110 5.6.1.2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/broadcast/x|,feed.v1|feed.v1",
                "/broadcast/x|a,,feed.v1|feed.v1",
                "/broadcast/x|feed.v1 , ,|feed.v1",
                "/tracker/x|,\tfeed.v1|feed.v1",
                "/echo|,a|a",
                "/inspect|, ,a,b|a",
                "/echo|, ,|",
                "/broadcast/x|a|"
            })
    void emptySubprotocolsAreIgnored(String path, String offered, String chosen) {
        Response answer = answer(handshake(path).header("Sec-WebSocket-Protocol", offered));
        assertEquals(101, answer.status());
        assertEquals(chosen, answer.header("Sec-WebSocket-Protocol"));
    }

    /** RFC 6455 4.1: each is a token. */
    @ParameterizedTest
    @ValueSource(strings = {"a b", "\"a\"", "a;b", "feed.v1, a b", "\u00e9"})
    void whatIsNoSubprotocolIsABadRequest(String offered) {
        for (String path : new String[] {"/echo", "/broadcast/x"}) {
            Response answer = answer(handshake(path).header("Sec-WebSocket-Protocol", offered));
            assertEquals(400, answer.status(), path);
            assertTrue(answer.text().contains("Sec-WebSocket-Protocol"), answer.text());
        }
    }

    /** RFC 3986 6.2.2.2: what needs no escape is the same without. */
    @Test
    void aNameMayBeEscapedWithoutNeed() {
        String name = fresh("my") + "-room";
        String escaped = name.replace("-", "%2D").replace("m", "%6d");
        Client plain = plain("/broadcast/" + name);
        RawClient other = raw("/broadcast/" + escaped);
        other.send(Frame.text("one room"));
        assertEquals("one room", plain.next().text());
        assertEquals(
                200,
                Http.post(server(), "/feeds/broadcast/" + escaped, "{\"text\":\"over HTTP\"}")
                        .status());
        assertEquals("over HTTP", plain.next().text());
        assertEquals(200, Http.get(server(), "/%66eeds/broadcas%74/" + name).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "a%2Cb", "%C3%A9"})
    void anEscapeThatIsNeededMakesNoName(String name) {
        assertEquals(1008, raw("/broadcast/" + name).readClose().closeCode());
        assertEquals(404, Http.get(server(), "/feeds/broadcast/" + name).status());
    }

    /** RFC 9110 15.5.22. Mostly somebody who has put the address into a browser. */
    @Test
    void whoAsksForASocketsAddressOverHttpIsToldWhatItIs() {
        for (String path : ENDPOINTS) {
            Response answer = Http.get(server(), path + "?secret=verysecret", "Accept: text/html,*/*");
            assertEquals(426, answer.status(), path);
            assertEquals("websocket", answer.header("Upgrade"));
            assertTrue(answer.header("Connection").toLowerCase(Locale.ROOT).contains("upgrade"));
            SecurityHeaders.table().forEach((name, value) -> assertEquals(value, answer.header(name), name));
            assertTrue(answer.header("Content-Type").startsWith("text/html"));
            assertTrue(answer.text().contains("lang=\"zh-CN\""), answer.text());
            String link = answer.text().replaceAll("(?s).*?href=\"([^\"]*[.]html[^\"]*)\".*", "$1");
            assertEquals(200, Http.get(server(), resolved(path, link)).status(), link);
            assertFalse(answer.text().contains("verysecret"));
            assertTrue(Http.get(server(), path).text().startsWith("426: "), "a program is told in a line");
        }
        assertTrue(Http.get(server(), "/chat/x", "Accept: text/html").text().contains("../chat.html?room=x\""));
        assertEquals(404, Http.get(server(), "/chat/x/y").status());
        assertEquals(404, Http.get(server(), "/echo/x").status());
    }

    private static String resolved(String path, String link) {
        return URI.create("http://a" + path).resolve(link).getPath();
    }

    @Test
    void aHandshakeWithoutAKeyIsABadRequest() {
        int status = answer(handshake("/echo").without("Sec-WebSocket-Key")).status();
        assertTrue(status >= 400 && status < 500, "was " + status);
    }

    @Test
    void unknownPathsAreNotFound() {
        assertEquals(404, answer(handshake("/nothing")).status());
        assertEquals(404, answer(handshake("/echo/more")).status());
    }

    @Test
    void whatIsRefusedTakesNothingFromOthers() {
        Client client = plain("/echo");
        for (int i = 0; i < 50; i++) {
            answer(handshake("/echo").origin("http://evil.example"));
        }
        client.send("hello");
        assertEquals("echo: hello", client.next().text());
    }

    private Response answer(Handshake handshake) {
        try (var client = handshake.open()) {
            return client.response();
        }
    }
}
