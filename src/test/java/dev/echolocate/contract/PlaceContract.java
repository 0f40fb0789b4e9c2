package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Reading;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a room wants to meet: one place a room, which anybody sets or removes. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY})
class PlaceContract extends ContractTest {
    private static final String LEFT = "{\"of\":\"place\",\"left\":true}";

    @Override
    protected Map<String, String> settings() {
        return Map.of("rate.places", "1000");
    }

    private static String at(int lat) {
        return "{\"of\":\"place\",\"lat\":" + lat + ",\"lon\":2}";
    }

    private static String at(int lat, String by) {
        return "{\"of\":\"place\",\"lat\":" + lat + ",\"lon\":2,\"by\":\"" + by + "\"}";
    }

    /** The next item about the place. Of changes that follow each other, only the last is told for sure. */
    private static JsonObject place(FeedClient client) {
        JsonObject item = client.item();
        while (!item.getString("of").equals("place")) {
            item = client.item();
        }
        return item;
    }

    private static JsonObject until(FeedClient client, int lat) {
        JsonObject item = place(client);
        while (item.containsKey("left") || item.getInt("lat") != lat) {
            item = place(client);
        }
        return item;
    }

    private static JsonObject untilLeft(FeedClient client) {
        JsonObject item = place(client);
        while (!item.containsKey("left")) {
            item = place(client);
        }
        return item;
    }

    private static @Nullable String by(JsonObject item) {
        return item.getString("by", null);
    }

    @Test
    void allAreToldAndWhoComesLate() {
        String room = "/room/" + fresh("room");
        FeedClient ann = feed(room + "?name=Ann");
        FeedClient bob = feed(room);
        ann.send("{\"of\":\"place\",\"lat\":48.8584,\"lon\":2.2945,\"name\":\"The tower\"}");
        JsonObject told = place(bob);
        assertEquals("48.8584", told.get("lat").toString());
        assertEquals("2.2945", told.get("lon").toString());
        assertEquals("The tower", told.getString("name"));
        assertEquals("Ann", by(told));
        assertTrue(told.getJsonNumber("at").longValue() > 1_600_000_000_000L, told::toString);
        assertEquals(told, place(feed(room)));
        assertEquals(told, place(ann));
    }

    @Test
    void anybodyMovesOrRemovesItAndItOutlivesWhoHasSetIt() {
        String room = "/room/" + fresh("room");
        FeedClient ann = feed(room + "?name=Ann");
        FeedClient bob = feed(room + "?name=Bob");
        ann.send(at(1));
        until(bob, 1);
        ann.close();
        bob.send(at(2));
        assertEquals("Bob", by(until(bob, 2)));
        FeedClient cy = feed(room + "?name=Cy");
        assertEquals(2, place(cy).getInt("lat"));
        cy.send(LEFT);
        assertEquals("Cy", by(untilLeft(bob)));
        cy.send(at(3));
        assertEquals("Cy", by(until(bob, 3)));
    }

    @Test
    void whatOneSaysKeepsItsOrder() {
        FeedClient ann = feed("/room/" + fresh("room") + "?name=Ann");
        ann.send(at(1));
        ann.send(LEFT);
        ann.send(at(2));
        until(ann, 2);
        ann.send(at(3));
        ann.send(LEFT);
        untilLeft(ann);
    }

    @Test
    void nobodySpeaksUnderTheNameOfSomebodyWhoIsHere() {
        String room = "/room/" + fresh("room");
        FeedClient ann = feed(room + "?name=Ann");
        FeedClient eve = feed(room);
        eve.send(at(1, "ANN"));
        assertEquals(null, by(until(ann, 1)), "unknown");
        eve.send(at(2, "Eve"));
        assertEquals("Eve", by(until(ann, 2)), "as a name on the map is");
        ann.send(at(3, "Eve"));
        assertEquals("Ann", by(until(eve, 3)), "who has a name here has that");
    }

    @Test
    void itIsPosted() {
        String room = fresh("room");
        FeedClient reader = feed("/room/" + room);
        String path = "/feeds/room/" + room + "?name=Ann";
        Response first = Http.post(server(), path, "{\"of\":\"people\",\"here\":true}");
        String secret =
                "Echolocate-Secret: " + first.json().getJsonObject("you").getString("secret");
        Response answer = Http.post(server(), path, at(1), secret);
        assertEquals(200, answer.status(), answer::text);
        assertEquals("Ann", by(until(reader, 1)));
        assertEquals(200, Http.post(server(), path, at(2, "Ann")).status());
        assertEquals(null, by(until(reader, 2)), "without the secret anybody could say so");
        assertEquals(
                200, Http.post(server(), "/feeds/room/" + room, LEFT, secret).status());
        untilLeft(reader);
        Response wrong = Http.post(server(), path, at(91), secret);
        assertEquals(400, wrong.status());
        assertEquals("bad_lat", wrong.json().getString("code"));
    }

    @ParameterizedTest
    @EnumSource(Reading.By.class)
    void itIsReadOverEachTransportFromACursor(Reading.By by) {
        String room = fresh("room");
        FeedClient ann = feed("/room/" + room + "?name=Ann");
        String cursor = ann.cursor();
        ann.send(at(1));
        until(ann, 1);
        Reading reading = closeAfter(Reading.open(by, server(), "room/" + room, cursor));
        JsonObject item = reading.item();
        while (!item.getString("of").equals("place")) {
            item = reading.item();
        }
        assertEquals(1, item.getInt("lat"));
        assertEquals(0, reading.resets());
    }

    /** Of a page that was there before rooms had a place. */
    @ParameterizedTest
    @EnumSource(Reading.By.class)
    void aCursorOfThreePartsIsOneResetWithEverything(Reading.By by) {
        String room = fresh("room");
        FeedClient ann = feed("/room/" + room + "?name=Ann");
        ann.send(at(1));
        until(ann, 1);
        String[] parts = ann.cursor().split("~");
        String former = String.join("~", parts[0], parts[1], parts[3]);
        Reading reading = closeAfter(Reading.open(by, server(), "room/" + room, former));
        JsonObject item = reading.item();
        while (!item.getString("of").equals("place")) {
            item = reading.item();
        }
        assertEquals(1, reading.resets());
    }

    @Test
    void theTrackerAndTheChatHaveNone() {
        String room = fresh("room");
        FeedClient tracker = feed("/tracker/" + room);
        FeedClient one = feed("/room/" + room);
        one.send(at(1));
        until(one, 1);
        one.send("{\"of\":\"map\",\"id\":\"a\",\"lat\":1,\"lon\":2}");
        JsonObject item = tracker.item();
        assertEquals("a", item.getString("id"));
        assertFalse(item.containsKey("of"));
        tracker.send("{\"of\":\"place\",\"lat\":1,\"lon\":2}");
        assertNotEquals("", tracker.error().getString("code"));
    }
}
