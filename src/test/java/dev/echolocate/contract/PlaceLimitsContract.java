package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Figures;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How often one address may change a meeting point, in how many rooms there may be one, and that it stays while nobody is there. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY})
class PlaceLimitsContract extends ContractTest {
    private static final String PLACE = "{\"of\":\"place\",\"lat\":1,\"lon\":2}";
    private static final String LEFT = "{\"of\":\"place\",\"left\":true}";

    @Override
    protected Map<String, String> settings() {
        return Map.of("place.max", "1", "feeds.idle", "1s", "tracker.grace", "0s");
    }

    private Response post(String room, String message) {
        return Http.post(server(), "/feeds/room/" + room, message);
    }

    private double refused(String reason, String setting) {
        return Figures.of(server()).get("echolocate_refused_total", "reason", reason, "setting", setting);
    }

    @Test
    void oneMoreThanFitsAndTheSeventhOfAMinuteAreRefusedAndWhatIsThereStays() {
        String here = fresh("here");
        String there = fresh("there");
        FeedClient client = feed("/room/" + there);
        assertEquals(200, post(here, PLACE).status());
        Response full = post(there, PLACE);
        assertEquals(503, full.status());
        assertEquals("full", full.json().getString("code"));
        client.send(PLACE);
        JsonObject error = client.error();
        assertEquals("full", error.getString("code"));
        assertEquals("place", error.getString("of"));
        assertEquals(200, post(here, LEFT).status());
        assertEquals(200, post(there, PLACE).status());
        assertEquals(200, post(there, PLACE).status());
        Response seventh = post(there, PLACE);
        assertEquals(429, seventh.status());
        assertEquals("too_many_changes", seventh.json().getString("code"));
        int seconds = Integer.parseInt(String.valueOf(seventh.header("Retry-After")));
        assertTrue(seconds >= 1 && seconds <= 10, seventh::text);
        client.send(LEFT);
        assertEquals("too_many_changes", client.error().getString("code"));
        assertEquals(2, refused("places", "place.max"));
        assertEquals(2, refused("rate", "rate.messages"));
        client.send("{\"of\":\"map\",\"id\":\"a\",\"lat\":1,\"lon\":2}");
        next(client, "map");
        client.close();
        Deadline.await(
                "all else of the empty rooms is forgotten",
                () -> Figures.of(server()).get("echolocate_rooms", "service", "tracker") == 0);
        assertEquals(1, next(feed("/room/" + there), "place").getInt("lat"));
    }

    private static JsonObject next(FeedClient client, String of) {
        JsonObject item = client.item();
        while (!item.getString("of").equals(of)) {
            item = client.item();
        }
        return item;
    }
}
