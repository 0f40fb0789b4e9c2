package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.kit.Client;
import dev.echolocate.kit.ContractTest;
import dev.echolocate.kit.Difference;
import dev.echolocate.kit.Frame;
import dev.echolocate.kit.Handshake;
import dev.echolocate.kit.On;
import dev.echolocate.kit.RawClient;
import dev.echolocate.kit.Response;
import dev.echolocate.kit.Where;
import dev.echolocate.web.SecurityHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may shake hands, and what the others are told. */
@On({Where.OWN, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class DoorsContract extends ContractTest {
    private static final String[] ENDPOINTS = {
        "/echo", "/inspect", "/broadcast", "/broadcast/x", "/chat", "/chat/x", "/tracker", "/tracker/x"
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
    @ValueSource(strings = {"|", "^", "{}", "\"", "<>", "\\", "%zz", "%", "`", "[]", "#", "%C3%A9"})
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
        "https://friend.example,localhost",
        "https://second.example:8443,localhost:1",
    })
    void sameOriginAlsoBehindAProxyAndFriendsComeIn(String origin, String host) {
        assertEquals(101, answer(handshake("/echo").origin(origin).host(host)).status());
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
        if (host.endsWith(":99999") && does(Difference.REFUSES_BAD_HOSTS)) {
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
