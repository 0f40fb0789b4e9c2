package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Difference;
import dev.echolocate.testkit.EventStream;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code api/traffic}, and that {@code ?traffic=} changes nothing else. */
@On({Where.OWN, Where.TOMCAT, Where.JETTY})
class TrafficContract extends ContractTest {
    /** Whether this server sees the bytes. */
    private boolean counts() {
        return !does(Difference.OWNS_CONNECTIONS);
    }

    static String address(String channel) {
        return "/api/traffic?channel=" + channel;
    }

    @Test
    void itIsSaidWhetherAnybodyCounts() {
        Response answer = Http.get(server(), address(fresh("traffic")));
        assertEquals(200, answer.status());
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
        JsonObject json = answer.json();
        assertEquals(counts(), json.getBoolean("measured"));
        if (counts()) {
            assertEquals(
                    List.of("websocket", "sse", "long-poll", "poll", "publish"),
                    List.copyOf(json.getJsonObject("transports").keySet()));
        } else {
            assertEquals("{\"measured\":false}", answer.text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/traffic, , 400, bad_query",
        "GET, /api/traffic?channel=, , 400, bad_query",
        "GET, /api/traffic?channel=a%20b, , 400, bad_query",
        "POST, /api/traffic?channel=a, {}, 405, bad_method"
    })
    void whatCannotBeAnsweredIsAProblem(String method, String path, String body, int status, String code) {
        Response answer = Http.request(server(), method, path, body);
        assertEquals(status, answer.status(), answer::text);
        assertEquals(code, answer.json().getString("code"), answer::text);
        assertTrue(answer.header("Content-Type").startsWith("application/problem+json"));
        assertEquals(status == 405 ? "GET, HEAD, OPTIONS" : null, answer.header("Allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-Fetch-Site: cross-site", "Origin: https://evil.example"})
    void pagesOfOthersAreRefused(String header) {
        Response answer = Http.get(server(), address("a"), header);
        assertEquals(403, answer.status());
        assertEquals("foreign_origin", answer.json().getString("code"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "poll", "nothing%20known", ""})
    void aLabelChangesNothing(String label) {
        String channel = fresh("labelled");
        String socket = "/broadcast/" + channel + "?traffic=" + label;
        String feed = "/feeds/broadcast/" + channel + "?traffic=" + label;
        Client client = plain(socket);
        Response first = Http.get(server(), feed);
        assertEquals(200, first.status());
        try (EventStream stream = closeAfter(EventStream.open(server(), feed))) {
            stream.next();
            assertEquals(
                    "{}", Http.post(server(), feed, "{\"text\":\"over HTTP\"}").text());
            assertEquals("over HTTP", client.next().text());
            assertTrue(stream.next().data().contains("over HTTP"));
        }
        String since = "&since=" + first.json().getString("cursor");
        assertTrue(Http.get(server(), feed + since + "&wait=5").text().contains("over HTTP"));
    }
}
