package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.base.Refusal;
import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.RawClient;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever is refused is counted once, by why, wherever that was decided. */
class RefusalsTest {
    private static final String SAY = "{\"text\":\"x\"}";

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private GrizzlyServer server(String... settings) {
        Map<String, String> all = new java.util.HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return closeAfter(new GrizzlyServer(all));
    }

    private <T extends AutoCloseable> T closeAfter(T one) {
        opened.add(one);
        return one;
    }

    private Client plain(GrizzlyServer server, String path) {
        return closeAfter(Client.plain(server, path));
    }

    /** That, and nothing else. */
    private static void assertRefused(GrizzlyServer server, Refusal reason, long times) {
        Deadline.await("it is counted", () -> server.refused().of(reason) >= times);
        Map<Refusal, Long> all = new EnumMap<>(server.refused().all());
        all.values().removeIf(count -> count == 0);
        assertEquals(Map.of(reason, times), all);
    }

    @Test
    void aRoomThatDoesNotFit() {
        GrizzlyServer server = server("feeds.max", "2");
        closeAfter(FeedClient.open(server, "/broadcast/a"));
        closeAfter(FeedClient.open(server, "/broadcast/b"));
        plain(server, "/broadcast/c").closed();
        assertRefused(server, Refusal.ROOMS, 1);
        assertEquals(503, Http.post(server, "/feeds/broadcast/d", SAY).status());
        assertRefused(server, Refusal.ROOMS, 2);
        assertEquals(
                503,
                Http.get(server, "/feeds/broadcast/e", "Accept: text/event-stream")
                        .status());
        assertRefused(server, Refusal.ROOMS, 3);
    }

    @Test
    void aNameThatDoesNotFit() {
        GrizzlyServer server = server("tracker.max-people", "1");
        Client tracker = plain(server, "/tracker/a");
        tracker.send("[1,2,3]");
        tracker.next();
        tracker.send("[2,2,3]");
        tracker.next();
        long told = server.refused().of(Refusal.NAMES) + server.refused().of(Refusal.FEEDS);
        assertEquals(1, told);
        String position = "{\"id\":\"z\",\"lat\":1,\"lon\":2}";
        assertEquals(503, Http.post(server, "/feeds/tracker/a", position).status());
        assertEquals(2, server.refused().of(Refusal.NAMES) + server.refused().of(Refusal.FEEDS));
        plain(server, "/chat/a?name=Ann").next();
        Client second = plain(server, "/chat/a?name=Bob");
        second.next();
        Deadline.await(
                "the chat's, too",
                () -> server.refused().of(Refusal.NAMES) + server.refused().of(Refusal.FEEDS) == 3);
        assertEquals(503, Http.post(server, "/feeds/chat/a?name=Cy", SAY).status());
        assertEquals(4, server.refused().of(Refusal.NAMES) + server.refused().of(Refusal.FEEDS));
    }

    @Test
    void handshakesAndRequestsThatAreNotRight() {
        GrizzlyServer server = server();
        RawClient wrong = closeAfter(Handshake.to(server, "/echo?delay=never").open());
        assertEquals(400, wrong.response().status());
        assertRefused(server, Refusal.MALFORMED, 1);
        RawClient old = closeAfter(Handshake.to(server, "/echo")
                .header("Sec-WebSocket-Version", "8")
                .open());
        assertEquals(426, old.response().status());
        assertRefused(server, Refusal.MALFORMED, 2);
        plain(server, "/broadcast/a?since=1").closed();
        assertRefused(server, Refusal.MALFORMED, 3);
        HttpWire head = closeAfter(new HttpWire(server));
        assertEquals(400, head.say("GET / HTTP/1.1\r\n\r\n").answer().status());
        assertRefused(server, Refusal.MALFORMED, 4);
    }

    @Test
    void pagesOfOtherSites() {
        GrizzlyServer server = server();
        RawClient foreign = closeAfter(
                Handshake.to(server, "/echo").origin("https://evil.example").open());
        assertEquals(403, foreign.response().status());
        assertRefused(server, Refusal.ORIGIN, 1);
        assertEquals(
                403,
                Http.post(server, "/feeds/broadcast/a", SAY, "Origin: https://evil.example")
                        .status());
        assertRefused(server, Refusal.ORIGIN, 2);
    }

    @Test
    void sessionsThatDoNotFit() {
        GrizzlyServer server = server("max-sessions", "1");
        Client first = plain(server, "/echo");
        // Its 101 may be read before it has its place.
        first.send("here");
        first.next();
        plain(server, "/echo").closed();
        assertRefused(server, Refusal.SESSIONS, 1);
        assertEquals(
                503,
                Http.get(server, "/feeds/broadcast/e", "Accept: text/event-stream")
                        .status());
        assertRefused(server, Refusal.SESSIONS, 2);
    }

    @Test
    void messagesInPartsThatDoNotFit() {
        GrizzlyServer server = server("gather.max-total", "1m", "echo.max-message", "16m");
        RawClient much = closeAfter(Handshake.to(server, "/echo").connect());
        much.send(Frame.binary(new byte[2 << 20]).open());
        much.readClose();
        assertRefused(server, Refusal.GATHERING, 1);
    }
}
