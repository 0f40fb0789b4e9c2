package dev.echolocate.contract;

import static dev.echolocate.contract.ProbeTalk.frame;
import static dev.echolocate.contract.ProbeTalk.next;
import static dev.echolocate.contract.ProbeTalk.open;
import static dev.echolocate.contract.ProbeTalk.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Server;
import dev.echolocate.testkit.TomcatServer;
import dev.echolocate.testkit.Where;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Probes where the container speaks for itself: TLS, a proxy in front, a login. */
@On(Where.TOMCAT)
class ProbeTomcatTest extends ContractTest {
    private static Client session(Server server, String header, String value) {
        Client client = Client.over(
                Handshake.to(server, "/inspect").protocols("probe.v1").header(header, value));
        assertTrue(next(client).has("handshake"));
        return client;
    }

    @Test
    void whereTheContainerSpeaksTlsItsCertificateIsNotKnown() {
        try (Server secure = new TomcatServer(Map.of(), true);
                Client client = session(secure, "X-Odd", "x")) {
            refuses(client, "{\"probe\":\"open\"}", "certificate_unknown");
        }
    }

    @Test
    void whereAProxyInFrontSpeaksTlsTheContainersPortDoesNot() {
        try (Server behind = new TomcatServer(Map.of()).behindProxy();
                Client client = session(behind, "X-Forwarded-Proto", "https")) {
            open(client);
            client.send("{\"send\":{\"text\":\"plain\"}}");
            assertEquals("plain", frame(client, "sent").at("/frames/0/text").asText());
            assertEquals(
                    "echo: plain",
                    frame(client, "received").at("/frames/0/text").asText());
        }
    }

    @Test
    void aLoginThatIsWantedIsToldAsItIs() {
        try (Server closed = new TomcatServer(Map.of()).wantingLogin("/echo");
                Client client = session(closed, "Authorization", "Basic c2VjcmV0OnNlY3JldA==")) {
            client.send("{\"probe\":\"open\"}");
            JsonNode probe = next(client).path("probe");
            assertEquals("refused", probe.path("state").asText(), probe::toString);
            assertTrue(probe.path("response").asText().startsWith("HTTP/1.1 401"), probe::toString);
            assertTrue(probe.path("response").asText().contains("\r\nWWW-Authenticate: Basic"), probe::toString);
            assertTrue(!probe.path("request").asText().contains("Authorization"), probe::toString);
        }
    }
}
