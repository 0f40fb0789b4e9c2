package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Where;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ?items=lean}: what a reader of positions knows is not told again. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class LeanContract extends ContractTest {
    private String path = "";

    @BeforeEach
    void ofItsOwn() {
        path = "/tracker/" + fresh("lean");
    }

    private static String named(String name, int lat) {
        return Json.createObjectBuilder()
                .add("id", "ann")
                .add("name", name)
                .add("lat", lat)
                .add("lon", 0)
                .build()
                .toString();
    }

    private static JsonObject at(FeedClient client, int lat) {
        JsonObject item = client.item();
        while (item.getInt("lat") != lat) {
            item = client.item();
        }
        return item;
    }

    private static void assertNamed(String name, JsonObject item) {
        assertEquals(name, item.getString("name"), item::toString);
        assertTrue(item.containsKey("joined"), item::toString);
    }

    private static void assertLean(JsonObject item) {
        assertFalse(item.containsKey("name") || item.containsKey("joined"), item::toString);
        assertEquals("ann", item.getString("id"));
    }

    @Test
    void aNameIsToldOnceAndWhenItChanges() {
        FeedClient mover = feed(path);
        FeedClient lean = feed(path + "?items=lean");
        mover.send(named("Ann \u00e9\ud83d\ude00", 1));
        assertNamed("Ann \u00e9\ud83d\ude00", at(lean, 1));
        mover.send(named("Ann \u00e9\ud83d\ude00", 2));
        assertLean(at(lean, 2));
        assertNamed("Ann \u00e9\ud83d\ude00", at(mover, 2));
        mover.send(named("Anna", 3));
        assertNamed("Anna", at(lean, 3));
        mover.send(named("Anna", 4));
        assertLean(at(lean, 4));
        assertNamed("Anna", at(feed(path + "?items=lean&trail=1"), 4));
    }

    @Test
    void whoLeavesAndComesAgainIsNew() {
        FeedClient mover = feed(path);
        FeedClient lean = feed(path + "?items=lean");
        mover.send(named("Ann", 1));
        assertNamed("Ann", at(lean, 1));
        mover.send("{\"id\":\"ann\",\"left\":true}");
        assertTrue(lean.item().getBoolean("left"));
        mover.send(named("Ann", 2));
        assertNamed("Ann", at(lean, 2));
    }

    @Test
    void whoHasMissedTheChangeOfANameIsToldIt() {
        FeedClient mover = feed(path);
        mover.send(named("Ann", 1));
        at(mover, 1);
        JsonObject first = Http.get(server(), "/feeds" + path + "?items=lean").json();
        assertNamed("Ann", first.getJsonArray("items").getJsonObject(0));
        mover.send(named("Anna", 2));
        at(mover, 2);
        mover.send(named("Anna", 3));
        at(mover, 3);
        JsonObject second = Http.get(server(), "/feeds" + path + "?items=lean&since=" + first.getString("cursor"))
                .json();
        assertNamed("Anna", second.getJsonArray("items").getJsonObject(0));
    }

    /** More came meanwhile than one page takes: who joined on an earlier one, and moved since, has a name on a later one. */
    @Test
    void whoComesBackToManyIsToldAllNames() {
        FeedClient first = feed(path + "?items=lean");
        FeedClient mover = feed(path);
        int people = 900;
        for (int round = 1; round <= 2; round++) {
            for (int i = 0; i < people; i++) {
                mover.send(
                        "{\"id\":\"n" + i + "\",\"name\":\"" + "n".repeat(60) + "\",\"lat\":" + round + ",\"lon\":0}");
            }
        }
        FeedClient back = feed(first.since(path, null) + "&items=lean");
        Set<String> named = new HashSet<>();
        Set<String> moved = new HashSet<>();
        while (moved.size() < people) {
            JsonObject item = back.item();
            if (item.containsKey("name")) {
                named.add(item.getString("id"));
            }
            assertTrue(named.contains(item.getString("id")), item::toString);
            if (item.getInt("lat") == 2) {
                moved.add(item.getString("id"));
            }
        }
    }

    @Test
    void inARoomItStillSaysWhoseItIs() {
        String room = "/room/" + fresh("lean");
        FeedClient mover = feed(room);
        FeedClient lean = feed(room + "?items=lean");
        for (int lat = 1; lat < 3; lat++) {
            mover.send("{\"of\":\"map\"," + named("Ann", lat).substring(1));
        }
        JsonObject item = at(lean, 2);
        assertEquals("map", item.getString("of"));
        mover.send("{\"of\":\"map\"," + named("Ann", 3).substring(1));
        item = at(lean, 3);
        assertEquals("map", item.getString("of"));
        assertLean(item);
    }
}
