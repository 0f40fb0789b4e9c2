package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.RawClient;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code /tracker}: who stays, who comes back, who claims to be somebody, and the way that people came. */
class PresenceContract extends ContractTest {
    private static final int PEOPLE = 600;

    @Override
    protected Map<String, String> settings() {
        // One address gets half of them. So few that their tombstones are forgotten by number, and no test waits for
        // them to be forgotten by time.
        return Map.of("tracker.grace", "1s", "tracker.max-people", Integer.toString(PEOPLE));
    }

    private static String room() {
        return "/tracker/" + fresh("room");
    }

    private static String at(String id, double lat, long at, String more) {
        return "{\"id\":\"" + id + "\",\"lat\":" + lat + ",\"lon\":0,\"at\":" + at + more + "}";
    }

    private static String at(String id, double lat) {
        return "{\"id\":\"" + id + "\",\"lat\":" + lat + ",\"lon\":0}";
    }

    private static double lat(JsonObject item) {
        return item.getJsonNumber("lat").doubleValue();
    }

    @Test
    void whoAsksIsToldTheWayThatLedThere() {
        String path = room();
        FeedClient walker = feed(path);
        long start = System.currentTimeMillis() - 10_000;
        for (int i = 0; i < 5; i++) {
            walker.send(at("w", i, start + i, ",\"accuracy\":1"));
        }
        while (lat(walker.item()) < 4) {}
        FeedClient late = feed(path + "?trail=1");
        JsonArray trail = late.item().getJsonArray("trail");
        assertEquals(5, trail.size());
        assertEquals("[0,0," + start + "]", trail.get(0).toString().replace(" ", ""));
        assertEquals("[4,0," + (start + 4) + "]", trail.get(4).toString().replace(" ", ""));
        walker.send(at("w", 5, start + 5, ""));
        assertFalse(late.item().containsKey("trail"), "only what was before is told");
        assertFalse(feed(path).item().containsKey("trail"), "only who asks is told");
        walker.close();
        JsonObject left = late.item();
        assertTrue(left.getBoolean("left"));
        FeedClient again = feed(path);
        again.send(at("w", 1));
        again.item();
        assertEquals(1, feed(path + "?trail=1").item().getJsonArray("trail").size(), "it was gone with the person");
    }

    @Test
    void pausingIsToldWithTheFixThatItGoesWith() {
        String path = room();
        FeedClient one = feed(path);
        FeedClient other = feed(path);
        long now = System.currentTimeMillis();
        one.send(at("a", 1, now, ""));
        assertFalse(other.item().containsKey("paused"));
        one.send(at("a", 1, now, ",\"paused\":true"));
        JsonObject paused = other.item();
        assertTrue(paused.getBoolean("paused"));
        assertEquals(now, paused.getJsonNumber("at").longValue());
        one.send(at("a", 2, now + 1, ""));
        JsonObject on = other.item();
        assertFalse(on.containsKey("paused"));
        assertEquals(2, lat(on));
    }

    @Test
    void aFixThatIsNotNewerMovesNobodyBack() {
        String path = room();
        FeedClient one = feed(path);
        FeedClient other = feed(path);
        long now = System.currentTimeMillis();
        one.send(at("a", 2, now, ""));
        assertEquals(2, lat(other.item()));
        one.send(at("a", 1, now - 1000, ""));
        one.send(at("a", 3, now + 1, ""));
        assertEquals(3, lat(other.item()));
        assertEquals(3, lat(feed(path).item()));
    }

    @Test
    void aTimeThatIsToComeIsRefused() {
        FeedClient one = feed(room());
        one.send(at("a", 1, System.currentTimeMillis() + 3_600_000, ""));
        JsonObject error = one.error();
        assertEquals("bad_at", error.getString("code"));
        long now = error.getJsonNumber("now").longValue();
        one.send(at("a", 1, now, ""));
        assertEquals(1, lat(one.item()));
    }

    @Test
    void whoLeavesMayComeAgainAsSomebodyWhoJustJoined() {
        String path = room();
        FeedClient one = feed(path);
        FeedClient other = feed(path);
        one.send(at("a", 1));
        long joined = other.item().getJsonNumber("joined").longValue();
        one.send("{\"id\":\"a\",\"left\":true}");
        assertTrue(other.item().getBoolean("left"));
        Deadline.await("a later millisecond", () -> System.currentTimeMillis() > joined);
        one.send(at("a", 2));
        assertNotEquals(joined, other.item().getJsonNumber("joined").longValue());
    }

    @Test
    void whoComesBackWithTheSecretIsTheSameAndJoinedWhenItDid() {
        String path = room();
        FeedClient watcher = feed(path);
        FeedClient one = feed(path);
        one.send(at(one.id(), 1));
        JsonObject first = watcher.item();
        one.client().reset();
        FeedClient back = feed(one.since(path, one.secret()));
        back.send(at(back.id(), 2));
        JsonObject second = watcher.item();
        assertEquals(first.getString("id"), second.getString("id"));
        assertEquals(first.getJsonNumber("joined"), second.getJsonNumber("joined"));
        FeedClient stranger = feed(path);
        assertNotEquals(one.id(), stranger.id());
        stranger.send(at(one.id(), 3));
        assertEquals("id_taken", stranger.error().getString("code"));
    }

    /** It holds the id and its connection, and answers nothing: the claim has it pinged, and its silence ends it. */
    @Test
    void aClaimEndsAHolderThatDoesNotAnswer() {
        String path = room();
        RawClient dead = closeAfter(handshake(path).connect());
        dead.send(Frame.text("[\"mine\",1,0]"));
        FeedClient living = feed(path);
        assertEquals(1, lat(living.item()));
        Deadline.await("the id is free", () -> {
            living.send(at("mine", 2));
            JsonObject frame = living.client().next().object();
            return !frame.containsKey("error") && frame.toString().contains("\"lat\":2");
        });
    }

    @Test
    void twoWhoClaimAnIdDoNotBothGetIt() {
        String path = room();
        FeedClient one = feed(path);
        FeedClient two = feed(path);
        one.send(at("x", 1));
        assertEquals(1, lat(two.item()));
        for (int i = 0; i < 5; i++) {
            two.send(at("x", 50 + i));
            assertEquals("id_taken", two.error().getString("code"));
            one.send(at("x", 2 + i));
            assertEquals(2 + i, lat(two.item()), "it answers pings, and keeps what is its own");
        }
    }

    @Test
    void ofThreeHundredPeopleOnlyTheTenWhoMoveAreTold() {
        String path = room();
        FeedClient crowd = feed(path);
        FeedClient watcher = feed(path);
        for (int i = 0; i < 300; i++) {
            crowd.send(at("p" + i, 1));
        }
        gather(watcher, 300, 1);
        FeedClient late = feed(path);
        gather(late, 300, 1);
        for (int i = 0; i < 10; i++) {
            crowd.send(at("p" + i, 2));
        }
        for (FeedClient client : new FeedClient[] {watcher, late}) {
            Set<String> moved = new HashSet<>();
            while (moved.size() < 10) {
                JsonObject item = client.item();
                assertEquals(2, lat(item), "nobody is told who stands still");
                moved.add(item.getString("id"));
            }
            assertEquals(0, client.waitingItems());
        }
    }

    @Test
    void whoWasAwayWhileLeavesWereForgottenStartsAgain() {
        String path = room();
        FeedClient crowd = feed(path);
        crowd.send(at("stays", 1));
        crowd.send(at("goes", 1));
        FeedClient away = feed(path);
        gather(away, 2, 1);
        away.close();
        crowd.send("{\"id\":\"goes\",\"left\":true}");
        for (int i = 0; i < 2 * PEOPLE; i++) {
            crowd.send(at("q" + i, 1));
            crowd.send("{\"id\":\"q" + i + "\",\"left\":true}");
        }
        Deadline.await("the leave is forgotten", () -> {
            FeedClient back = feed(away.since(path, away.secret()));
            boolean reset = back.first().getBoolean("reset", false);
            if (reset) {
                assertEquals("stays", back.item().getString("id"));
                assertFalse(back.first().toString().contains("\"goes\""), "it replaces what the client had");
            }
            back.close();
            return reset;
        });
    }

    private static void gather(FeedClient client, int people, double lat) {
        Map<String, Double> seen = new HashMap<>();
        while (seen.size() < people) {
            JsonObject item = client.item();
            seen.put(item.getString("id"), lat(item));
        }
        seen.values().forEach(is -> assertEquals(lat, is));
    }
}
