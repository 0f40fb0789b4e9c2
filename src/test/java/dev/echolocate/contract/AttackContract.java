package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Difference;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Server;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one address takes, it takes from itself: the rows that are ours to hold on every server. Small limits, so that they
 * are reached in no time.
 */
class AttackContract extends ContractTest {
    private static final int FEEDS = 120;
    private static final int PEOPLE = 400;
    private static final int MANY = 600;
    private static final String SECRET = "Echolocate-Secret: 0123456789abcdef";

    private Server attacked;
    private Server healthy;

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "feeds.max", Integer.toString(FEEDS),
                "feeds.max-bytes", "1m",
                "tracker.max-people", Integer.toString(PEOPLE),
                "gather.max-total", "8m",
                "probe.max", "8",
                "max-sessions", "60");
    }

    @BeforeAll
    void twoAddresses() throws IOException {
        attacked = from(2);
        healthy = from(3);
    }

    private Server from(int last) throws IOException {
        InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(address, 0));
        } catch (IOException e) {
            Assumptions.abort(address.getHostAddress() + " can't be bound here: " + e.getMessage());
        }
        return server().from(address);
    }

    /** What becomes of each of the attacker's is not asked. */
    private void attack(String path, String json) {
        Http.post(attacked, path, json);
    }

    private static void served(Response response) {
        assertEquals(200, response.status(), response::text);
    }

    private Response say(String room, String text) {
        return Http.post(healthy, "/feeds/chat/" + room + "?name=Ann", "{\"text\":\"" + text + "\"}", SECRET);
    }

    private List<String> texts(String room) {
        List<String> texts = new ArrayList<>();
        for (JsonValue item : Http.get(healthy, "/feeds/chat/" + room).json().getJsonArray("items")) {
            JsonObject object = item.asJsonObject();
            if (object.containsKey("text")) {
                texts.add(object.getString("text"));
            }
        }
        return texts;
    }

    @Test
    void newChannelsTakeNoMessagesFromAnEmptyRoom() {
        String room = fresh("history");
        List<String> said = IntStream.range(0, 20).mapToObj(n -> "m" + n).toList();
        said.forEach(text -> served(say(room, text)));
        for (int n = 0; n < MANY; n++) {
            attack("/feeds/broadcast/" + fresh("new"), "{\"text\":\"x\"}");
        }
        assertEquals(said, texts(room));
        served(Http.post(healthy, "/feeds/broadcast/" + fresh("mine"), "{\"text\":\"x\"}"));
    }

    @Test
    void bytesOfOneAddressTakeNoMessagesFromAnotherRoom() {
        String room = fresh("small");
        served(say(room, "old"));
        String large = "{\"text\":\"" + "x".repeat(30_000) + "\"}";
        for (int n = 0; n < MANY; n++) {
            attack("/feeds/broadcast/large-" + n % 20, large);
        }
        assertEquals(List.of("old"), texts(room));
    }

    @Test
    void idsOfOneAddressLeaveARoomOpen() {
        String room = fresh("ids");
        for (int n = 0; n < MANY; n++) {
            attack("/feeds/tracker/" + room, "[\"id-" + n + "\",1,2]");
        }
        served(Http.post(healthy, "/feeds/tracker/" + room, "[\"me\",1,2]"));
    }

    @Test
    void idsOfSessionsOfOneAddressLeaveARoomOpen() {
        String room = fresh("sessions");
        for (int n = 0; n < 3; n++) {
            fill(room);
        }
        served(Http.post(healthy, "/feeds/tracker/" + room, "[\"me\",1,2]"));
    }

    @Test
    void namesOfOneAddressLeaveAChatRoomOpen() {
        String room = fresh("names");
        for (int n = 0; n < MANY; n++) {
            attack("/feeds/chat/" + room + "?name=N" + n, "{\"text\":\"x\"}");
        }
        served(say(room, "let me in"));
    }

    /** A move of unchanged size adds nothing. */
    @Test
    void movesGoOnUnderAFullBudget() {
        FeedClient mover = closeAfter(FeedClient.open(healthy, "/tracker/" + fresh("moves")));
        move(mover, 0);
        for (int n = 0; n < 20; n++) {
            fill(fresh("fill"));
        }
        for (int n = 1; n <= 20; n++) {
            move(mover, n);
        }
    }

    /** A session of the attacker's with as many ids as fit, which stays. */
    private void fill(String room) {
        try {
            RawClient session =
                    closeAfter(Handshake.to(attacked, "/tracker/" + room).connect());
            for (int n = 0; n < PEOPLE; n++) {
                session.send(Frame.text("{\"id\":\"" + fresh("i") + "\",\"name\":\"" + "n".repeat(30)
                        + "\",\"lat\":1.2345678,\"lon\":2.3456789}"));
            }
            session.send(Frame.ping(""));
            int opcode = session.read().opcode();
            // A container that ends the session waits for its answer, and says nothing more.
            while (opcode != Frame.PONG && opcode != Frame.CLOSE) {
                opcode = session.read().opcode();
            }
        } catch (RuntimeException | AssertionError refused) {
            return;
        }
    }

    private static void move(FeedClient mover, int n) {
        double lat = n + 0.25;
        mover.send("[\"mover\"," + lat + ",7]");
        while (mover.item().getJsonNumber("lat").doubleValue() != lat) {
            continue;
        }
    }

    @Test
    void askingForNamesMakesNoFeeds() {
        String room = fresh("asked");
        served(say(room, "kept"));
        for (int n = 0; n < 2 * FEEDS; n++) {
            served(Http.get(healthy, "/feeds/broadcast/" + fresh("asked")));
        }
        assertEquals(List.of("kept"), texts(room));
    }

    /** The cursor of nothing means "before the first entry". */
    @Test
    void whatIsPublishedAfterAPollOfNothingIsThereAtTheNext() {
        String feed = "/feeds/broadcast/" + fresh("nothing");
        String since = Http.get(healthy, feed).json().getString("cursor");
        served(Http.post(healthy, feed, "{\"text\":\"first\"}"));
        JsonObject next = Http.get(healthy, feed + "?since=" + since).json();
        assertEquals(1, next.getJsonArray("items").size(), next::toString);
        assertFalse(next.getBoolean("reset", false), next::toString);
    }

    @Test
    void messagesThatNeverEndLeaveRoomForThoseOfOthers() {
        for (int i = 0; i < 8; i++) {
            RawClient endless = closeAfter(Handshake.to(attacked, "/echo").connect());
            try {
                endless.send(Frame.binary(new byte[3 << 20]).open(), Frame.ping(""));
                // Either the pong, behind all of it, or the close frame: then the parts have been counted.
                endless.read();
            } catch (RuntimeException | AssertionError refused) {
                continue;
            }
        }
        Client client = closeAfter(Client.plain(healthy, "/echo?prefix="));
        client.send(Frame.text("he").open(), Frame.more("llo"));
        assertEquals("hello", client.next().text());
        byte[] long200kB = new byte[200_000];
        client.send(Frame.binary(long200kB).open(), Frame.more(new byte[0]));
        assertEquals(long200kB.length, client.next().binary().length);
    }

    @Test
    void sessionsOfOneAddressLeaveRoomForTheOthers() {
        for (int i = 0; i < 70; i++) {
            closeAfter(Handshake.to(attacked, "/echo").open());
        }
        Client client = closeAfter(Client.plain(healthy, "/echo"));
        client.send("in?");
        assertEquals("echo: in?", client.next().text());
        served(Http.get(healthy, "/feeds/tracker/" + fresh("polled")));
    }

    @Test
    void probesOfOneAddressLeaveSomeForTheOthers() {
        for (int i = 0; i < 8; i++) {
            probe(attacked);
        }
        String told = probe(healthy);
        assertTrue(told.contains("\"open\""), told);
    }

    private String probe(Server from) {
        Client client = closeAfter(Client.over(Handshake.to(from, "/inspect").protocols("probe.v1")));
        client.next();
        client.send("{\"probe\":\"open\"}");
        return client.next().text();
    }

    /** Whether the container takes the query, or refuses it: no stack trace, no room and no secret in the log. */
    @ParameterizedTest
    @ValueSource(strings = {"|", "^", "{", "}", "\"", "<", ">", "\\", "%zz", "%", "`", "[", "a b"})
    void aQueryThatIsNoUriIsServedOrRefusedInSilence(String odd) {
        String path = "/tracker/" + fresh("hidden") + "?secret=0123456789abcdef&x=" + odd;
        try (RawClient client = Handshake.to(healthy, path).open()) {
            if (client.response().status() == 101) {
                client.send(Frame.text("[\"a\",1,2]"));
                assertTrue(client.readMessage().text().startsWith("["), odd);
            } else {
                // Some containers parse it themselves, and have their own word for what they don't like.
                assertTrue(client.response().status() >= 400, odd);
            }
        }
    }

    /** DNS rebinding: the page's host is the attacker's, and the address is this machine's. */
    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example"})
    void aNameThatIsNotOursIsMisdirected(String host) {
        String origin = "http://" + host;
        try (RawClient client =
                Handshake.to(healthy, "/echo").host(host).origin(origin).open()) {
            if (does(Difference.REFUSES_UNFILTERED)) {
                assertTrue(client.response().status() >= 400, host);
            } else {
                assertMisdirected(client.response());
            }
        }
        try (HttpWire wire = new HttpWire(healthy)) {
            String path = server().contextPath() + "/feeds/broadcast/" + fresh("rebound");
            assertMisdirected(wire.say("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .answer());
        }
    }

    private static void assertMisdirected(Response response) {
        assertEquals(421, response.status(), response::text);
        assertTrue(response.text().contains("hosts"), "it says what to set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "LOCALHOST", "app.localhost", "192.168.1.7"})
    void aNameOfThisMachineIsServed(String name) {
        String host = name + ":" + server().port();
        try (RawClient client = Handshake.to(healthy, "/echo")
                .host(host)
                .origin("http://" + host)
                .open()) {
            assertEquals(101, client.response().status(), client.response()::text);
        }
    }
}
