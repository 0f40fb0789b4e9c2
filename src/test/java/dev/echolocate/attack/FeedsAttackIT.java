package dev.echolocate.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Response;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Channels, rooms, names and bytes, as many as one address can make. */
class FeedsAttackIT extends AttackRows {
    /** So that nothing that is missed is missed because of a slow machine. */
    private static final String IDLE = "20m";

    private static final int FEEDS = 10_050;

    @Override
    Map<String, String> settings() {
        return Map.of("feeds.idle", IDLE);
    }

    /** Nothing idles away here: a quarter of the heap may be feeds. */
    @Override
    long mayKeep() {
        return 96L << 20;
    }

    @Test
    void newChannelsTakeNoMessagesFromAnEmptyRoom(TestInfo row) throws Exception {
        attack(row, () -> {
            List<String> said =
                    IntStream.range(0, 20).mapToObj(n -> "message " + n).toList();
            said.forEach(text -> assertEquals(200, say("history", text).status()));
            posts(FEEDS, (wire, n) -> json(wire, "/feeds/broadcast/new-" + n, "{\"text\":\"x\"}"));
            assertEquals(said, texts("history"));
        });
    }

    @Test
    void idsOfOneAddressLeaveARoomOpen(TestInfo row) throws Exception {
        attack(row, () -> {
            posts(FEEDS, (wire, n) -> json(wire, "/feeds/tracker/default", "[\"id-" + n + "\",1,2]"));
            assertServed(Http.post(healthy(), "/feeds/tracker/default", "[\"me\",1,2]"));
            try (FeedClient client = FeedClient.open(healthy(), "/tracker/default")) {
                client.send("[\"me too\",3,4]");
                while (!"me too".equals(client.item().getString("id"))) {
                    continue;
                }
            }
        });
    }

    @Test
    void idsOfSessionsLeaveARoomOpen(TestInfo row) throws Exception {
        attack(row, () -> {
            ids("/tracker/filled", 11, 999);
            assertServed(Http.post(healthy(), "/feeds/tracker/filled", "[\"me\",1,2]"));
        });
    }

    @Test
    void namesOfOneAddressLeaveAChatRoomOpen(TestInfo row) throws Exception {
        attack(row, () -> {
            posts(FEEDS, (wire, n) -> json(wire, "/feeds/chat/default?name=N" + n, "{\"text\":\"x\"}"));
            assertEquals(200, say("default", "let me in").status());
        });
    }

    @Test
    void idsThatFillTheFeedsBudgetStopNobodyElsesMoves(TestInfo row) throws Exception {
        attack(row, () -> {
            FeedClient mover = stays(FeedClient.open(healthy(), "/tracker/moves"));
            move(mover, 0);
            say("kept", "an old message");
            for (int room = 0; room < 30; room++) {
                ids("/tracker/fill-" + room, 8, 999);
            }
            for (int n = 1; n <= 50; n++) {
                move(mover, n);
            }
            assertEquals(List.of("an old message"), texts("kept"));
        });
    }

    @Test
    void manyFullChannelsSlowNobodyElsesDown(TestInfo row) throws Exception {
        String large = "{\"text\":\"" + "x".repeat(30_000) + "\"}";
        attack(row, () -> {
            posts(FEEDS, (wire, n) -> json(wire, "/feeds/broadcast/many-" + n, "{\"text\":\"x\"}"));
            posts(3_000, (wire, n) -> json(wire, "/feeds/broadcast/many-" + n, large));
            busy(4, () -> posts(100, (wire, n) -> json(wire, "/feeds/broadcast/many-" + n, large)));
        });
    }

    @Test
    void askingForNamesMakesNoFeeds(TestInfo row) throws Exception {
        attack(row, () -> {
            posts(FEEDS, (wire, n) -> wire.ask("GET", "/feeds/broadcast/asked-" + n));
            for (int n = 0; n < 100; n++) {
                assertServed(Http.post(healthy(), "/feeds/broadcast/made-" + n, "{\"text\":\"x\"}"));
            }
        });
    }

    @Tag("soak")
    @Test
    void aFloodedChannelThrowsNobodyOutWhoReadsAtOnce(TestInfo row) throws Exception {
        String large = "{\"text\":\"" + "x".repeat(30_000) + "\"}";
        attack(row, () -> {
            Client reader = stays(Client.plain(healthy(), "/broadcast/flooded"));
            posts(5_000, (wire, n) -> json(wire, "/feeds/broadcast/flooded", large));
            assertEquals(false, reader.isClosed());
        });
    }

    private Response say(String room, String text) {
        return Http.post(
                healthy(),
                "/feeds/chat/" + room + "?name=Ann",
                "{\"text\":\"" + text + "\"}",
                "Echolocate-Secret: 0123456789abcdef");
    }

    /** What was said in a room, as a latecomer hears it. */
    private List<String> texts(String room) {
        List<String> texts = new ArrayList<>();
        for (var item : Http.get(healthy(), "/feeds/chat/" + room).json().getJsonArray("items")) {
            JsonObject object = item.asJsonObject();
            if (object.containsKey("text")) {
                texts.add(object.getString("text"));
            }
        }
        return texts;
    }

    /** Sessions of the attacker's, each with so many ids. */
    private void ids(String path, int sessions, int each) throws InterruptedException {
        List<Thread> senders = new ArrayList<>();
        for (int s = 0; s < sessions; s++) {
            RawClient client = session(path);
            if (client != null) {
                Frame[] ids = IntStream.range(0, each)
                        .mapToObj(n -> Frame.text("{\"id\":\"" + client.hashCode() + "-" + n + "\",\"name\":\""
                                + "n".repeat(20) + "\",\"lat\":1.2345678,\"lon\":2.3456789,\"accuracy\":12.5}"))
                        .toArray(Frame[]::new);
                senders.add(aside(() -> client.send(ids)));
            }
        }
        settled(senders);
    }

    private static void move(FeedClient mover, int n) {
        double lat = n + 0.25;
        mover.send("[\"mover\"," + lat + ",7]");
        while (mover.item().getJsonNumber("lat").doubleValue() != lat) {
            continue;
        }
    }

    private static void assertServed(Response response) {
        assertEquals(200, response.status(), response::text);
    }
}
