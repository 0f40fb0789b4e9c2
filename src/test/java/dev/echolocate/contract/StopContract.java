package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Server;
import dev.echolocate.testkit.Where;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that stops says so to everybody, and leaves nothing behind. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY})
class StopContract {
    /** What every thread of ours is called. */
    private static final String OURS = "echolocate-";

    /** Fewer than make the server read more slowly. */
    private static final int MESSAGES = 16;

    private final Set<Thread> before = new HashSet<>();

    private final Where where;

    StopContract(Where where) {
        this.where = where;
    }

    private Server start(Map<String, String> settings) {
        return where.start(settings);
    }

    @Test
    void everySessionHearsThatTheServerGoes() {
        Server server = start(Map.of());
        List<Client> sessions = new ArrayList<>();
        for (String path : List.of("/echo", "/broadcast", "/tracker", "/broadcast/x", "/tracker/x")) {
            Client client = Client.plain(server, path);
            client.send("[1,2,3]");
            client.next();
            sessions.add(client);
        }
        for (String path : List.of("/broadcast/x", "/tracker/x", "/room/x")) {
            Client client = Client.over(Handshake.to(server, path).protocols(FeedClient.PROTOCOL));
            // The 101 comes before the session has begun, its first frame after.
            client.next();
            sessions.add(client);
        }
        RawClient stalled =
                Handshake.to(server, "/broadcast/x").receiveBuffer(4096).connect();
        stalled.send(Frame.text("open"));
        stalled.readMessage();
        server.close();
        for (int i = 0; i < sessions.size(); i++) {
            assertEquals(1001, sessions.get(i).closed().closeCode(), "session " + i);
        }
        assertEquals(1001, stalled.readClose().closeCode());
        stalled.close();
        noThreadOfOursIsLeft();
    }

    /** Jetty ends its sessions before it tells an application that it stops (docs/servers.md). */
    @On({Where.OWN, Where.LATE, Where.TOMCAT})
    @Test
    void whatWasAcceptedReachesEverybodyBeforeTheEnd() {
        Server server = start(Map.of());
        try (Client talker = Client.plain(server, "/broadcast/x");
                Client listener = Client.plain(server, "/broadcast/x")) {
            listener.send("here");
            talker.next();
            listener.next();
            for (int i = 0; i < MESSAGES; i++) {
                talker.send("m" + i);
            }
            // What came before it has been accepted.
            talker.send(Frame.ping("all"));
            assertEquals("all", talker.nextPong());
            server.close();
            for (int i = 0; i < MESSAGES; i++) {
                assertEquals("m" + i, listener.next().text());
            }
            assertEquals(1001, listener.closed().closeCode());
        }
        noThreadOfOursIsLeft();
    }

    @Test
    void itStopsWhileClientsDoNotRead() {
        Server server = start(Map.of());
        List<RawClient> stalled = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            stalled.add(Handshake.to(server, "/broadcast").receiveBuffer(4096).connect());
        }
        try (Client talker = Client.plain(server, "/broadcast")) {
            String filler = "x".repeat(60_000);
            for (int i = 0; i < 15; i++) {
                for (int j = 0; j < 10; j++) {
                    talker.send(filler);
                }
                for (int j = 0; j < 10; j++) {
                    talker.next();
                }
            }
        }
        server.close();
        stalled.forEach(RawClient::reset);
        noThreadOfOursIsLeft();
    }

    @Test
    void itStartsAgainWithNothingRemembered() {
        Server server = start(Map.of());
        FeedClient before = FeedClient.open(server, "/tracker");
        before.send("{\"id\":\"a\",\"lat\":1,\"lon\":2}");
        before.item();
        server.restart();
        assertEquals(1001, before.client().closed().closeCode());
        try (FeedClient after = FeedClient.open(server, before.since("/tracker", before.secret()))) {
            assertEquals(1, after.resets());
            assertEquals(0, after.waitingItems());
            after.send("{\"id\":\"a\",\"lat\":3,\"lon\":4}");
            assertEquals("a", after.item().getString("id"));
        }
        server.close();
        noThreadOfOursIsLeft();
    }

    /** Threads of other servers in this JVM are not this one's. */
    @BeforeEach
    void seeWhoIsThere() {
        before.addAll(ours());
    }

    private void noThreadOfOursIsLeft() {
        Deadline.await("all threads of ours end", Deadline.STEP, () -> left().isEmpty(), () -> left().toString());
    }

    private Set<Thread> left() {
        Set<Thread> left = ours();
        left.removeAll(before);
        return left;
    }

    private static Set<Thread> ours() {
        Set<Thread> ours = new HashSet<>(Thread.getAllStackTraces().keySet());
        ours.removeIf(thread -> !thread.isAlive() || !thread.getName().startsWith(OURS));
        return ours;
    }
}
