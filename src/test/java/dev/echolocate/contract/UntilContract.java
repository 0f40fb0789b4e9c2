package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.Response;
import jakarta.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /tracker}: who shares until a time that it says. */
class UntilContract extends ContractTest {
    /** Soon enough to be waited for, and not over when it has come. */
    private static final long SOON_MILLIS = 2_000;

    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

    @Override
    protected Map<String, String> settings() {
        return Map.of("tracker.grace", "1h");
    }

    private static String at(String id, double lat, long until) {
        return "{\"id\":\"" + id + "\",\"lat\":" + lat + ",\"lon\":0,\"until\":" + until + "}";
    }

    @Test
    void whoSaysUntilWhenLeavesThenAndIsToldSoAndNobodyElseGetsTheId() {
        String path = "/tracker/" + fresh("room");
        FeedClient one = feed(path);
        FeedClient other = feed(path);
        long until = System.currentTimeMillis() + SOON_MILLIS;
        one.send(at("a", 1, until));
        assertEquals(until, other.item().getJsonNumber("until").longValue());
        assertEquals(until, one.item().getJsonNumber("until").longValue());
        assertTrue(other.item().getBoolean("left"), "the session lives, and is not seen any more");
        assertTrue(System.currentTimeMillis() >= until);
        assertTrue(one.item().getBoolean("left"));
        other.send(at("a", 2, System.currentTimeMillis() + DAY_MILLIS / 2));
        assertEquals("id_taken", other.error().getString("code"));
        one.send("{\"id\":\"a\",\"lat\":3,\"lon\":0}");
        JsonObject back = other.item();
        assertEquals(3, back.getJsonNumber("lat").doubleValue());
        assertFalse(back.containsKey("until"), "who says no time stays as long as it lives");
    }

    @Test
    void theTimeMayBePutOff() {
        String path = "/tracker/" + fresh("room");
        FeedClient one = feed(path);
        long soon = System.currentTimeMillis() + SOON_MILLIS;
        one.send(at("a", 1, soon));
        one.item();
        one.send(at("a", 1, soon + DAY_MILLIS / 2));
        assertEquals(soon + DAY_MILLIS / 2, one.item().getJsonNumber("until").longValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "true", "0", "1700000000", "1e300", "-1", "{}"})
    void whatIsNoTimeToComeIsRefused(String until) {
        FeedClient one = feed("/tracker/" + fresh("room"));
        one.send("{\"id\":\"a\",\"lat\":1,\"lon\":0,\"until\":" + until + "}");
        JsonObject error = one.error();
        assertEquals("bad_until", error.getString("code"));
        assertTrue(Math.abs(error.getJsonNumber("now").longValue() - System.currentTimeMillis()) < DAY_MILLIS);
    }

    @Test
    void moreThanADayAheadIsRefused() {
        FeedClient one = feed("/tracker/" + fresh("room"));
        one.send(at("a", 1, System.currentTimeMillis() + DAY_MILLIS + 60_000));
        assertEquals("bad_until", one.error().getString("code"));
        one.send(at("a", 1, System.currentTimeMillis() + DAY_MILLIS - 60_000));
        assertEquals(1, one.item().getJsonNumber("lat").doubleValue());
    }

    @Test
    void nullIsAsIfItWereNotThere() {
        FeedClient one = feed("/tracker/" + fresh("room"));
        one.send("{\"id\":\"a\",\"lat\":1,\"lon\":0,\"until\":null}");
        assertFalse(one.item().containsKey("until"));
    }

    @Test
    void overHttpItIsTheSame() {
        String room = fresh("room");
        FeedClient watcher = feed("/tracker/" + room);
        long until = System.currentTimeMillis() + SOON_MILLIS;
        Response posted = Http.post(server(), "/feeds/tracker/" + room, at("bus", 1, until));
        assertEquals(200, posted.status());
        assertEquals(until, watcher.item().getJsonNumber("until").longValue());
        assertTrue(watcher.item().getBoolean("left"));
        assertEquals(
                409,
                Http.post(server(), "/feeds/tracker/" + room, at("bus", 9, until + DAY_MILLIS / 2))
                        .status());
        Response bad = Http.post(server(), "/feeds/tracker/" + room, at("bus", 1, 5));
        assertEquals(400, bad.status());
        assertEquals("bad_until", bad.json().getString("code"));
    }
}
