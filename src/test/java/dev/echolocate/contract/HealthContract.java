package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.ProtocolOperation;
import dev.echolocate.testkit.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code health}: for anybody who asks, by whatever name. */
class HealthContract extends ContractTest {
    private static final ProtocolOperation DOCUMENTED = ProtocolOperation.of("GET", "/health");

    @Test
    void itIsReadyAndSaysNothingElse() {
        Response answer = Http.get(server(), "/health");
        assertEquals(200, answer.status());
        assertEquals("ready", DOCUMENTED.check(answer).path("status").asText());
        assertEquals("{\"status\":\"ready\"}", answer.text());
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Sec-Fetch-Site: cross-site",
                "X-Forwarded-For: 203.0.113.9",
                "User-Agent: kube-probe/1.31"
            })
    void whoeverAsksIsAnswered(String header) {
        assertEquals(200, Http.get(server(), "/health", header).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "10.1.2.3:8080", "a.b.c.d.e:1"})
    void byWhateverName(String host) {
        try (HttpWire wire = new HttpWire(server())) {
            wire.say("GET " + server().contextPath() + "/health HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertEquals(200, wire.answer().status());
            // The page beside it is guarded as ever.
            wire.say("GET " + server().contextPath() + "/api/map HTTP/1.1\r\nHost: evil.example\r\n\r\n");
            assertEquals(421, wire.answer().status());
        }
    }

    @Test
    void withoutANameInTheOldProtocol() {
        try (HttpWire wire = new HttpWire(server())) {
            wire.say("GET " + server().contextPath() + "/health HTTP/1.0\r\n\r\n");
            assertEquals(200, wire.answer().status());
        }
    }

    @Test
    void headIsEnough() {
        Response answer = Http.request(server(), "HEAD", "/health", null);
        assertEquals(200, answer.status());
        assertEquals("", answer.text());
        assertEquals(405, DOCUMENTED.status(Http.post(server(), "/health", "{}")));
        assertTrue(Http.request(server(), "OPTIONS", "/health", null)
                .header("Allow")
                .contains("GET"));
    }
}
