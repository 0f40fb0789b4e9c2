package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.ProtocolChannel;
import dev.echolocate.testkit.ProtocolDocument;
import dev.echolocate.testkit.Reading;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code /room/{room}} and {@code feeds/room/{room}}: the map, the people and the chat of a room as one; its meeting point is in {@link PlaceContract}. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class RoomContract extends ContractTest {
    private static final String SECRET = "0123456789abcdefABCDEF";

    @Override
    protected Map<String, String> settings() {
        return Map.of("chat.grace", "1s", "tracker.grace", "1s");
    }

    private static String position(String id) {
        return "{\"of\":\"map\",\"id\":\"" + id + "\",\"lat\":1,\"lon\":2}";
    }

    private static String says(String text) {
        return "{\"of\":\"chat\",\"text\":\"" + text + "\"}";
    }

    private static boolean is(JsonObject item, String of, String member, String value) {
        return of.equals(item.getString("of")) && value.equals(item.getString(member, null));
    }

    private static JsonObject until(FeedClient client, Predicate<JsonObject> wanted) {
        JsonObject item = client.item();
        while (!wanted.test(item)) {
            item = client.item();
        }
        return item;
    }

    @Test
    void whoComesIsTheSameInAllParts() {
        String room = fresh("room");
        FeedClient ann = feed("/room/" + room + "?name=Ann&secret=" + SECRET);
        assertEquals(SECRET, ann.secret());
        assertEquals("Ann", ann.first().getJsonObject("you").getString("name"));
        assertTrue(until(ann, item -> is(item, "people", "name", "Ann")).containsKey("joined"));
        ann.send(position(ann.id()));
        assertTrue(until(ann, item -> is(item, "map", "id", ann.id())).containsKey("joined"));
        ann.send(says("hi"));
        assertEquals("Ann", until(ann, item -> is(item, "chat", "text", "hi")).getString("name"));
        ann.client().reset();
        FeedClient back = feed(ann.since("/room/" + room, SECRET) + "&name=Ann");
        back.send(position(ann.id()));
        assertTrue(until(back, item -> is(item, "map", "id", ann.id())).containsKey("lat"));
        assertEquals(0, back.resets());
    }

    @Test
    void itIsTheRoomOfTheTrackerAndOfTheChat() {
        String room = fresh("room");
        FeedClient one = feed("/room/" + room + "?name=Ann");
        FeedClient chat = feed("/chat/" + room);
        FeedClient tracker = feed("/tracker/" + room);
        one.send(says("hi"));
        one.send(position("a"));
        assertFalse(until(chat, item -> item.containsKey("text")).containsKey("of"));
        assertFalse(until(tracker, item -> item.getString("id").equals("a")).containsKey("of"));
        chat.send("{\"name\":\"Bob\"}");
        chat.send("{\"text\":\"ho\"}");
        tracker.send("[\"b\",1,2]");
        until(chat, item -> item.getString("text", "").equals("ho"));
        until(tracker, item -> item.getString("id").equals("b"));
        until(one, item -> is(item, "map", "id", "b"));
        FeedClient late = feed("/room/" + room);
        List<JsonObject> all = IntStream.range(0, 6).mapToObj(i -> late.item()).toList();
        assertEquals(
                List.of("people", "people", "chat", "chat", "map", "map"),
                all.stream().map(item -> item.getString("of")).toList());
    }

    @Test
    void eachPartKeepsItsOrder() {
        String room = fresh("room");
        FeedClient ann = feed("/room/" + room + "?name=Ann");
        FeedClient reader = feed("/room/" + room);
        List<Integer> expected = IntStream.range(0, 50).boxed().toList();
        for (int i : expected) {
            ann.send(says("" + i));
            ann.send(position("" + i));
        }
        List<Integer> texts = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        while (texts.size() < expected.size() || ids.size() < expected.size()) {
            JsonObject item = reader.item();
            switch (item.getString("of")) {
                case "chat" -> texts.add(Integer.valueOf(item.getString("text")));
                case "map" -> ids.add(Integer.valueOf(item.getString("id")));
                default -> assertTrue(texts.isEmpty(), "who says something has come in first");
            }
        }
        assertEquals(expected, texts);
        assertEquals(expected, ids);
    }

    @ParameterizedTest
    @EnumSource(Reading.By.class)
    void theCursorGoesOnOverEachTransport(Reading.By by) {
        String room = fresh("room");
        FeedClient ann = feed("/room/" + room + "?name=Ann");
        ann.send(position("before"));
        until(ann, item -> is(item, "map", "id", "before"));
        String cursor = ann.cursor();
        assertEquals(4, cursor.split("~").length, cursor);
        ann.send(says("after"));
        ann.send(position("after"));
        ann.send("{\"of\":\"map\",\"id\":\"before\",\"left\":true}");
        Reading reading = closeAfter(Reading.open(by, server(), "room/" + room, cursor));
        List<String> told = new ArrayList<>();
        while (told.size() < 3) {
            JsonObject item = reading.item();
            told.add(item.getString("of") + item.getString("id", "") + item.containsKey("left"));
        }
        assertEquals(
                List.of("chatfalse", "mapafterfalse", "mapbeforetrue"),
                told.stream().sorted().toList());
        assertEquals(0, reading.resets());
    }

    @Test
    void aForeignCursorIsOneResetWithEverything() {
        String room = fresh("room");
        FeedClient ann = feed("/room/" + room + "?name=Ann");
        ann.send(position("a"));
        until(ann, item -> is(item, "map", "id", "a"));
        String ofTheChat = ann.cursor().substring(0, ann.cursor().lastIndexOf('~'));
        FeedClient back = feed("/room/" + room + "?since=" + ofTheChat);
        assertTrue(back.first().getBoolean("reset"), back.first()::toString);
        until(back, item -> is(item, "people", "name", "Ann"));
        until(back, item -> is(item, "map", "id", "a"));
    }

    @Test
    void whoLeavesIsTold() {
        String room = fresh("room");
        FeedClient reader = feed("/room/" + room);
        FeedClient ann = feed("/room/" + room + "?name=Ann");
        ann.send(position("a"));
        ann.send(position("b"));
        until(reader, item -> is(item, "map", "id", "b"));
        ann.send("{\"of\":\"map\",\"id\":\"a\",\"left\":true}");
        assertTrue(until(reader, item -> is(item, "map", "id", "a")).getBoolean("left"));
        ann.send("{\"of\":\"people\",\"left\":true}");
        assertTrue(until(reader, item -> is(item, "people", "name", "Ann") && item.containsKey("left"))
                .getBoolean("left"));
        ann.close();
        assertTrue(until(reader, item -> is(item, "map", "id", "b")).getBoolean("left"), "with its session");
    }

    @Test
    void theWayThereIsOfTheMapAlone() {
        String room = fresh("room");
        FeedClient ann = feed("/room/" + room + "?name=ann");
        ann.send("{\"of\":\"map\",\"positions\":[" + at("ann", 2_000) + "," + at("ann", 1_000) + "]}");
        until(ann, item -> is(item, "map", "id", "ann"));
        FeedClient late = feed("/room/" + room + "?trail=1");
        assertFalse(until(late, item -> is(item, "people", "name", "ann")).containsKey("trail"));
        assertEquals(
                2,
                until(late, item -> is(item, "map", "id", "ann"))
                        .getJsonArray("trail")
                        .size());
    }

    private static String at(String id, long ago) {
        return "{\"id\":\"" + id + "\",\"lat\":1,\"lon\":2,\"at\":" + (System.currentTimeMillis() - ago) + "}";
    }

    @Test
    void eachKindIsPosted() {
        String room = fresh("room");
        FeedClient reader = feed("/room/" + room);
        String path = "/feeds/room/" + room + "?name=Ann";
        Response first = Http.post(server(), path, "{\"of\":\"people\",\"here\":true}");
        JsonObject you = first.json().getJsonObject("you");
        assertEquals("Ann", you.getString("name"), first::text);
        String secret = "Echolocate-Secret: " + you.getString("secret");
        for (String message : List.of(position("a"), says("hi"), "{\"of\":\"map\",\"id\":\"a\",\"left\":true}")) {
            Response answer = Http.post(server(), path, message, secret);
            assertEquals(200, answer.status(), answer::text);
            assertEquals(
                    you.getString("secret"), answer.json().getJsonObject("you").getString("secret"));
        }
        until(reader, item -> is(item, "chat", "text", "hi"));
        reader.send(position("taken"));
        until(reader, item -> is(item, "map", "id", "taken"));
        refused("name_taken", "chat", Http.post(server(), path, says("I am Ann")));
        refused("name_needed", "chat", Http.post(server(), "/feeds/room/" + room, says("nobody")));
        refused("bad_name", "people", Http.post(server(), "/feeds/room/" + room, "{\"of\":\"people\",\"name\":\"\"}"));
        refused("id_taken", "map", Http.post(server(), path, position("taken")));
        refused(
                "bad_lat",
                "map",
                Http.post(server(), path, "{\"of\":\"map\",\"id\":\"a\",\"lat\":91,\"lon\":2}", secret));
        Response none = Http.post(server(), path, "{\"text\":\"hi\"}", secret);
        assertEquals("bad_of", none.json().getString("code"), none::text);
    }

    private static void refused(String code, String of, Response answer) {
        assertEquals(code, answer.json().getString("code"), answer::text);
        assertEquals(of, answer.json().getString("of"), answer::text);
    }

    @Test
    void everyExampleIsTakenAndAllThatIsToldIsDocumented() {
        ProtocolChannel channel = ProtocolChannel.feedV1("room");
        String path = channel.path(fresh("protocol"));
        Client client = closeAfter(channel.open(server(), path));
        channel.next(client);
        channel.sent().forEach(example -> client.send(example.text()));
        client.send("{\"of\":\"map\"}");
        String told = "";
        while (!told.contains("error")) {
            told = channel.next(client).text();
        }
        assertEquals("map", ProtocolDocument.json(told).at("/error/of").asText(), told);
    }
}
