package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.EventStream;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which names the server may be asked, and how much one address gets. Addresses are those that a local proxy forwards. */
class AdmissionContract extends ContractTest {
    private static final String POST = "/feeds/broadcast/";
    static final String FRIEND = "https://friend.example";

    @Override
    protected Map<String, String> settings() {
        // Containers notice that somebody has gone when they write.
        return Map.of(
                "max-sessions",
                "8",
                "rate.posts",
                "20",
                "hosts",
                "live.example",
                "origins",
                FRIEND,
                "ping.interval",
                "1s");
    }

    static String from(String address) {
        return "X-Forwarded-For: " + address;
    }

    private Response asked(String path, String host) {
        try (RawClient client = handshake(path)
                .host(host)
                .without("Upgrade")
                .without("Sec-WebSocket-Key")
                .without("Sec-WebSocket-Version")
                .header("Connection", "close")
                .open()) {
            return client.response();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/index.html", "/api/map", "/api/handshake", "/feeds/broadcast/x", "/nothing"})
    void whoIsAskedByAnUnknownNameAnswersNothingAndNamesTheSetting(String path) {
        Response answer = asked(path, "evil.example");
        assertEquals(421, answer.status());
        assertTrue(answer.text().contains("hosts=evil.example"), answer.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/feeds/broadcast/x", "/api/handshake"})
    void programsAreToldInTheirTermsAndPagesThatAreLetInMayRead(String path) {
        try (RawClient client = handshake(path)
                .host("evil.example")
                .origin(FRIEND)
                .without("Upgrade")
                .without("Sec-WebSocket-Key")
                .without("Sec-WebSocket-Version")
                .header("Connection", "close")
                .open()) {
            Response answer = client.response();
            assertEquals(421, answer.status());
            assertEquals("unknown_host", answer.json().getString("code"));
            assertEquals("application/problem+json", answer.header("Content-Type"));
            readableBy(FRIEND, answer);
        }
    }

    static void readableBy(String origin, Response answer) {
        assertEquals(origin, answer.header("Access-Control-Allow-Origin"), answer::text);
        assertEquals("Retry-After", answer.header("Access-Control-Expose-Headers"));
        assertTrue(String.valueOf(answer.header("Vary")).contains("Origin"));
    }

    @Test
    void pagesThatAreLetInMayReadEveryRefusalAndWhenToTryAgain() {
        String path = POST + fresh("friend");
        String friend = "Origin: " + FRIEND;
        Response large = Http.post(
                server(), "/feeds/tracker/" + fresh("friend"), "x".repeat(100_000), friend, from("192.0.2.40"));
        assertEquals(413, large.status());
        readableBy(FRIEND, large);
        readableBy(FRIEND, Http.post(server(), path, "x", friend, from("192.0.2.40")));
        readableBy(FRIEND, Http.request(server(), "PUT", path, "{}", friend));
        readableBy(FRIEND, Http.get(server(), "/feeds/nothing/x", friend));
        Response fast = Http.post(server(), path, "{\"text\":\"x\"}", friend, from("192.0.2.41"));
        for (int i = 0; i < 100 && fast.status() == 200; i++) {
            readableBy(FRIEND, fast);
            fast = Http.post(server(), path, "{\"text\":\"x\"}", friend, from("192.0.2.41"));
        }
        assertEquals(429, fast.status());
        assertNotNull(fast.header("Retry-After"));
        readableBy(FRIEND, fast);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "[::1]",
                "192.168.7.7:8080",
                "a.localhost:1",
                "live.example",
                "LIVE.example:443"
            })
    void ourNamesAndAddressesAreAnswered(String host) {
        assertEquals(200, asked("/feeds/broadcast/x", host).status());
    }

    @Test
    void aPageWhoseNameWasPointedHereOpensNoSocket() {
        try (RawClient client = handshake("/echo")
                .host("evil.example")
                .origin("http://evil.example")
                .open()) {
            assertEquals(421, client.response().status());
        }
    }

    @Test
    void aProxyThatAsksForAnotherNameIsToldHowToBeTrusted() {
        try (RawClient client = handshake("/echo")
                .host("other.example")
                .header("X-Forwarded-For", "192.0.2.77")
                .open()) {
            String text = client.response().text();
            assertTrue(text.contains("hosts=other.example") && text.contains("proxies=127.0.0.1"), text);
        }
    }

    @Test
    void oneAddressGetsNoMoreThanItsShareOfTheSessionsAndTheOthersTheirs() {
        List<EventStream> streams = new ArrayList<>();
        String path = "/feeds/broadcast/" + fresh("share");
        while (opens(path, "192.0.2.1", streams)) {
            assertTrue(streams.size() < 8, "all of it");
        }
        Response refused = Http.get(server(), path, from("192.0.2.1"), "Accept: text/event-stream");
        assertEquals(503, refused.status());
        assertNotNull(refused.header("Retry-After"));
        assertTrue(refused.text().contains("your address"), refused.text());
        try (RawClient socket =
                handshake("/echo").header("X-Forwarded-For", "192.0.2.1").connect()) {
            Frame close = socket.readClose();
            assertEquals(1013, close.closeCode());
            assertTrue(close.closeReason().contains("your address"), close.closeReason());
        }
        RawClient other = closeAfter(handshake("/echo?prefix=")
                .header("X-Forwarded-For", "192.0.2.2")
                .connect());
        other.send(Frame.text("served"));
        assertEquals("served", other.readMessage().text());
        streams.forEach(EventStream::close);
        Deadline.await("its places are free again", () -> opens(path, "192.0.2.1", new ArrayList<>()));
    }

    private boolean opens(String path, String address, List<EventStream> opened) {
        EventStream stream = closeAfter(EventStream.open(server(), path, from(address)));
        boolean open = stream.head().get(0).contains(" 200");
        if (open) {
            opened.add(stream);
        }
        return open;
    }

    @Test
    void whoPostsTooFastIsToldUntilWhenAndNobodyElseIs() {
        String path = POST + fresh("fast");
        Response answer = Http.post(server(), path, "{\"text\":\"x\"}", from("192.0.2.3"));
        for (int i = 0; i < 200 && answer.status() == 200; i++) {
            answer = Http.post(server(), path, "{\"text\":\"x\"}", from("192.0.2.3"));
        }
        assertEquals(429, answer.status());
        assertNotNull(answer.header("Retry-After"));
        assertTrue(answer.text().contains("too_fast"), answer.text());
        assertEquals(
                200,
                Http.post(server(), path, "{\"text\":\"x\"}", from("192.0.2.4")).status());
    }

    /** Refused before it has come to whoever answers feeds. */
    @Test
    @On(Where.OWN)
    void pagesThatAreLetInMayReadThatABodyIsTooLongForAnyRequest() {
        Response large = Http.post(
                server(), POST + fresh("large"), "x".repeat((1 << 20) + 1), "Origin: " + FRIEND, from("192.0.2.42"));
        assertEquals(413, large.status());
        readableBy(FRIEND, large);
    }
}
