package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.Reading;
import dev.echolocate.testkit.Reading.By;
import dev.echolocate.testkit.Response;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What is posted, and by whom. */
class FeedsPostsContract extends FeedsContract {
    @Test
    void whatIsPostedArrivesAtSessionsAndTheOtherWayRound() {
        String room = fresh("both");
        FeedClient session = feed("/tracker/" + room);
        publish(Service.TRACKER, "tracker/" + room, 1, 1);
        assertEquals("1", session.item().getString("id"));
        Reading stream = reading(By.SSE, "tracker/" + room, null);
        assertEquals("1", stream.item().getString("id"));
        session.send("{\"id\":\"mine\",\"lat\":3,\"lon\":4}");
        assertEquals("mine", stream.item().getString("id"));
    }

    @Test
    void aVisitorProvesItsIdsWithTheSecret() {
        String room = fresh("secret");
        String feed = "/feeds/tracker/" + room;
        Response first = Http.post(server(), feed, "{\"id\":\"bus\",\"lat\":1,\"lon\":2}");
        assertEquals(200, first.status(), first.text());
        JsonObject you = first.json().getJsonObject("you");
        String proof = "Echolocate-Secret: " + you.getString("secret");
        FeedClient watcher = feed("/tracker/" + room);
        assertEquals(1, watcher.item().getInt("lat"));

        Response thief = Http.post(server(), feed, "{\"id\":\"bus\",\"lat\":9,\"lon\":9}");
        assertEquals(409, thief.status());
        assertEquals("id_taken", thief.json().getString("code"));
        Response bad = Http.post(server(), feed, "{\"id\":\"bus\",\"left\":true}");
        assertEquals(409, bad.status());

        assertEquals(
                200,
                Http.post(server(), feed, "{\"id\":\"bus\",\"lat\":3,\"lon\":2}", proof)
                        .status());
        JsonObject moved = watcher.item();
        assertEquals(3, moved.getInt("lat"));
        assertEquals("bus", moved.getString("id"));

        FeedClient session = feed("/tracker/" + room + "?secret=" + you.getString("secret"));
        assertEquals(you.getString("id"), session.id());
        session.send("{\"id\":\"bus\",\"lat\":4,\"lon\":2}");
        assertEquals(4, watcher.item().getInt("lat"));

        assertEquals(
                200,
                Http.post(server(), feed, "{\"id\":\"bus\",\"lat\":5,\"lon\":2}", proof)
                        .status());
        assertEquals(5, watcher.item().getInt("lat"));
        Response left = Http.post(server(), feed, "{\"id\":\"bus\",\"left\":true}", proof);
        assertEquals(200, left.status(), left.text());
        assertTrue(watcher.item().getBoolean("left"));
    }

    @Test
    void aMessageIsJsonAndNotTooLong() {
        String feed = "/feeds/broadcast/" + fresh("type");
        assertEquals(
                415, Http.request(server(), "POST", feed, "{\"text\":\"x\"}").status());
        assertEquals(
                415,
                Http.request(server(), "POST", feed, "{\"text\":\"x\"}", "Content-Type: text/plain")
                        .status());
        assertEquals(
                415,
                Http.request(server(), "POST", feed, "{\"text\":\"x\"}", "Content-Type: application/jsonx")
                        .status());
        assertEquals(
                200,
                Http.request(server(), "POST", feed, "{\"text\":\"x\"}", "Content-Type: Application/JSON ; a=b")
                        .status());
        Response big = Http.post(server(), "/feeds/tracker/" + fresh("big"), "[\"" + "x".repeat(100_000) + "\",0,0]");
        assertEquals(413, big.status());
        assertEquals("too_big", big.json().getString("code"));
        Response method = Http.request(server(), "PUT", feed, "{}");
        assertEquals("GET, HEAD, POST, OPTIONS", method.header("Allow"));
        assertEquals(
                400,
                Http.post(server(), feed, "{\"text\":\"x\"}", "Echolocate-Secret: short")
                        .status());
    }

    /** The JDK's own client offers HTTP/2 with every request in the clear (RFC 9110 7.8). */
    @Test
    void anOfferOfAnotherProtocolIsIgnored() {
        Response answer = Http.post(
                server(),
                "/feeds/broadcast/" + fresh("upgrade"),
                "{\"text\":\"hi\"}",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA");
        assertEquals(200, answer.status(), answer::text);
    }
}
