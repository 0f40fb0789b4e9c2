package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.EventStream;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.Lines;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Server;
import dev.echolocate.testkit.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The setting {@code log.sessions}. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY})
class SessionLogContract {
    private static final String TIMES =
            "INFO session begin=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z seconds=\\d+\\.\\d{3} ";

    private final Lines lines = new Lines("dev.echolocate.sessions");
    private final List<String> heard = new ArrayList<>();
    private Where where;
    private Server server;

    @BeforeEach
    void where(Where here) {
        where = here;
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
        lines.close();
    }

    private String line(String part) {
        Deadline.await("a line with " + part, () -> {
            heard.addAll(lines.heard());
            return heard.stream().anyMatch(line -> line.contains(part));
        });
        return heard.stream().filter(line -> line.contains(part)).findFirst().orElseThrow();
    }

    private static void assertLine(String expected, String line) {
        assertTrue(line.matches(TIMES + expected), line);
    }

    @Test
    void eachSessionHasItsLineWithoutWhatWasSaid() {
        server = where.start(Map.of("log.sessions", "on", "ping.interval", "1s"));
        Client echo = Client.plain(server, "/echo?prefix=quiet");
        echo.send("grüße");
        assertEquals("quietgrüße", echo.next().text());
        echo.close();
        assertLine(
                "service=echo transport=websocket end=left address=127\\.0\\.0\\.0/24 received=1 received-bytes=7 sent=1"
                        + " sent-bytes=12",
                line("service=echo"));
        EventStream stream = EventStream.open(server, "/feeds/broadcast/hiddenroom");
        stream.next();
        assertEquals(
                200,
                Http.post(server, "/feeds/broadcast/hiddenroom", "{\"text\":\"news\"}")
                        .status());
        stream.next();
        stream.close();
        assertLine(
                "service=broadcast transport=sse end=\\w+ address=127\\.0\\.0\\.0/24 received=0 received-bytes=0 sent=[23]"
                        + " sent-bytes=\\d+",
                line("service=broadcast"));
        FeedClient chat = FeedClient.open(server, "/chat/hiddenroom?name=Hidden");
        chat.close();
        line("service=chat");
        for (String private_ : new String[] {"hidden", "Hidden", "quiet", "news", "127.0.0.1"}) {
            assertFalse(heard.stream().anyMatch(line -> line.contains(private_)), () -> private_ + " in " + heard);
        }
    }

    @Test
    void whoIsInWhenTheServerStopsHasALineToo() {
        server = where.start(Map.of("log.sessions", "on", "log.addresses", "full"));
        Client client = Client.plain(server, "/tracker");
        // It has begun: a container answers the handshake before.
        client.send("[1,2,3]");
        client.next();
        server.close();
        // Jetty, and Tomcat at times, close sessions before they tell the application that it stops, with a code that
        // browsers close with, too.
        String end = where == Where.TOMCAT || where == Where.JETTY ? "(stopping|left)" : "stopping";
        assertLine("service=tracker .* end=" + end + " address=127\\.0\\.0\\.1 .*", line("service=tracker"));
        client.close();
    }

    /** It would say that somebody was here who was not; refusals have a sum of their own. */
    @Test
    void whoIsRefusedHasNoLine() {
        server = where.start(Map.of("log.sessions", "on", "max-sessions", "1"));
        Client in = Client.plain(server, "/echo");
        in.send("in");
        in.next();
        Client refused = Client.plain(server, "/broadcast/full");
        assertEquals(1013, refused.closed().closeCode());
        in.close();
        line("service=echo");
        // The log's thread writes what has ended in its order.
        server.close();
        heard.addAll(lines.heard());
        assertEquals(1, heard.size(), heard::toString);
    }

    @Test
    void byDefaultThereAreNone() {
        server = where.start(Map.of());
        Client.plain(server, "/echo").close();
        server.close();
        assertEquals(List.of(), lines.heard());
    }
}
