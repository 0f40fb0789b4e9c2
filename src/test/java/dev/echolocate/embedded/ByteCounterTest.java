package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.app.App;
import dev.echolocate.app.Keys;
import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Budget.Taken;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import dev.echolocate.compare.Figures;
import dev.echolocate.compare.Traffic;
import dev.echolocate.compare.Way;
import dev.echolocate.web.BroadcastEndpoint;
import dev.echolocate.web.http.HttpFeeds;
import dev.echolocate.web.http.Work;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the meter does when nobody looks any more, or nobody can; that it counts right is {@code TrafficBytesContract}'s. */
class ByteCounterTest {
    private static final byte[] TEXT = "hello".getBytes(StandardCharsets.UTF_8);

    /** A frame to the server is masked (RFC 6455 5.2). */
    private static final Figures ONE_MESSAGE = new Figures(0, 2 + 4 + TEXT.length, 2 + TEXT.length);

    private final AtomicLong clock = new AtomicLong();
    private final Traffic traffic = new Traffic(new Budget(1), clock::get);
    private final App app = new App(Keys.defaults());
    private final Work work =
            new Work("work", 1, new Budget(1), new Budget(1 << 20), new Counters<>(Refusal.class), Thread::new);
    private EmbeddedServer server;

    @TempDir
    Path root;

    @BeforeEach
    void start() throws Exception {
        server = new EmbeddedServer(
                ServerSettings.of(root)
                        .withTraffic(traffic)
                        .withExchanges(Map.of(HttpFeeds.PATTERN, new HttpFeeds(app.services(), work))),
                app.services(),
                List.of(BroadcastEndpoint.BroadcastChannelEndpoint.class));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        app.close();
    }

    private Figures look(Way way) {
        return traffic.look(Address.UNKNOWN, "a").figures().get(way);
    }

    private static void echo(Wire wire) throws Exception {
        wire.send(0x81, TEXT);
        assertEquals("hello", wire.receive().text());
    }

    @Test
    void aConnectionThatOutlivesTheLookIsCountedAgainWhenSomebodyLooks() throws Exception {
        look(Way.WEBSOCKET);
        try (Wire wire = new Wire(server.port())) {
            assertEquals(101, wire.upgrade("/broadcast/a?traffic=websocket").status());
            Figures shaken = look(Way.WEBSOCKET);
            assertEquals(1, shaken.requests());
            echo(wire);
            assertEquals(
                    new Figures(1, shaken.received() + ONE_MESSAGE.received(), shaken.sent() + ONE_MESSAGE.sent()),
                    look(Way.WEBSOCKET));
            clock.addAndGet(Traffic.LEASE_MILLIS);
            traffic.sweep();
            echo(wire);
            assertEquals(new Figures(0, 0, 0), look(Way.WEBSOCKET));
            echo(wire);
            assertEquals(ONE_MESSAGE, look(Way.WEBSOCKET));
        }
    }

    @Test
    void whatThereIsNoRoomForIsServedAndNotCounted() throws Exception {
        look(Way.POLL);
        assertEquals(Taken.FULL, traffic.look(Address.UNKNOWN, "b").taken());
        try (Wire wire = new Wire(server.port())) {
            assertEquals(200, wire.get("/feeds/broadcast/b?traffic=poll").status());
            assertEquals(new Figures(0, 0, 0), look(Way.POLL));
            assertEquals(200, wire.get("/feeds/broadcast/a?traffic=poll").status());
            assertEquals(1, look(Way.POLL).requests());
        }
    }

    /** Neither what comes nor what is answered belongs to the request before. */
    @Test
    void aHeadThatIsNeverWholeIsNobodys() throws Exception {
        look(Way.POLL);
        try (Wire wire = new Wire(server.port())) {
            assertEquals(200, wire.get("/feeds/broadcast/a?traffic=poll").status());
            Figures one = look(Way.POLL);
            wire.say("GET /" + "x".repeat(20_000));
            assertEquals(414, wire.reply().status());
            assertEquals(one, look(Way.POLL));
        }
    }
}
