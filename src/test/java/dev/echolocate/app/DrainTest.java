package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.EventStream;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.Lines;
import dev.echolocate.testkit.ProtocolOperation;
import dev.echolocate.testkit.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stop, before it ends anybody. */
class DrainTest {
    @Test
    void whoComesIsToldAndWhoIsInGoesOn() {
        GrizzlyServer server = new GrizzlyServer(Map.of("origins", "https://a.example"));
        Client echo = Client.plain(server, "/echo?prefix=");
        Client listener = Client.plain(server, "/broadcast/x");
        Client talker = Client.plain(server, "/broadcast/x");
        EventStream stream = EventStream.open(server, "/feeds/broadcast/x");
        stream.next();
        HttpWire idle = new HttpWire(server).ask("GET", "/");
        assertEquals(200, idle.answer().status());
        server.refuseNewcomers();
        for (String path : new String[] {"/", "/echo.html", "/feeds/broadcast/x", "/api/map", "/qr?text=a"}) {
            assertToldOff(Http.get(server, path));
        }
        assertToldOff(idle.ask("GET", "/").answer());
        assertEquals("", idle.rest());
        assertEquals(
                "https://a.example",
                Http.get(server, "/feeds/broadcast/x", "Origin: https://a.example")
                        .header("Access-Control-Allow-Origin"));
        assertToldOff(new HttpWire(server).say(handshake()).answer());
        echo.send("still here");
        assertEquals("still here", echo.next().text());
        talker.send("news");
        assertEquals("news", listener.next().text());
        assertTrue(stream.next().data().contains("news"));
        talker.send("last words");
        assertEquals("news", talker.next().text());
        assertEquals("last words", talker.next().text());
        server.close();
        assertEquals("last words", listener.next().text());
        for (Client client : new Client[] {echo, listener, talker}) {
            assertEquals(1001, client.closed().closeCode());
        }
        stream.close();
        idle.close();
    }

    @Test
    void itsBeginningAndItsEndAreLogged() {
        try (Lines log = new Lines("dev.echolocate.app.Standalone")) {
            GrizzlyServer server = new GrizzlyServer(Map.of("stop.drain", "1500ms"));
            Client echo = Client.plain(server, "/echo?prefix=");
            echo.send("in");
            assertEquals("in", echo.next().text());
            server.close();
            assertEquals(
                    List.of(
                            "INFO stopping: new connections are refused, and open sessions (1) go on for 1.5 s",
                            "INFO stopping: open sessions (1) are closed now"),
                    log.heard());
            new GrizzlyServer(Map.of()).close();
            assertEquals(List.of(), log.heard());
        }
    }

    @Test
    void healthSaysSoToWhoeverAsks() {
        GrizzlyServer server = new GrizzlyServer(Map.of());
        HttpWire balancer = new HttpWire(server).ask("GET", "/health");
        assertEquals(200, balancer.answer().status());
        server.refuseNewcomers();
        for (String host : new String[] {"localhost", "evil.example"}) {
            HttpWire wire = new HttpWire(server).say("GET /health HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            Response answer = wire.answer();
            assertToldOff(answer);
            assertEquals("stopping", answer.json().getString("status"));
            assertEquals(503, ProtocolOperation.of("GET", "/health").status(answer));
            assertEquals("", wire.rest());
        }
        assertToldOff(balancer.ask("GET", "/health").answer());
        assertToldOff(Http.request(server, "GET", "/metrics", null));
        server.close();
    }

    private static void assertToldOff(Response response) {
        assertEquals(503, response.status());
        assertEquals("close", response.header("Connection"));
        assertEquals("2", response.header("Retry-After"));
        assertFalse(response.text().isBlank());
    }

    private static String handshake() {
        return "GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }
}
