package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.EventStream;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.Reading;
import dev.echolocate.testkit.Reading.By;
import dev.echolocate.testkit.Response;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is the own of a poll, a long poll and a stream. */
class FeedsWaysContract extends FeedsContract {
    @Test
    void aLongPollWaitsAndThenGivesUp() {
        String feed = Service.BROADCAST.path(fresh("wait"));
        Response first = Http.get(server(), "/feeds/" + feed + "?wait=30");
        assertEquals(200, first.status());
        String cursor = first.json().getString("cursor");
        Response nothing = Http.get(server(), "/feeds/" + feed + "?wait=0.3&since=" + cursor);
        assertEquals(204, nothing.status());
        publish(Service.BROADCAST, feed, 1, 1);
        Response something = Http.get(server(), "/feeds/" + feed + "?wait=30&since=" + cursor);
        assertEquals(200, something.status());
        assertEquals(1, something.json().getJsonArray("items").size());
        assertEquals("no-store", something.header("Cache-Control"));
    }

    @Test
    void aPollIsAnsweredAtOnce() {
        String feed = Service.TRACKER.path(fresh("poll"));
        Response empty = Http.get(server(), "/feeds/" + feed);
        assertEquals(200, empty.status());
        assertTrue(String.valueOf(empty.header("Content-Type")).startsWith("application/json"));
        assertEquals(0, empty.json().getJsonArray("items").size());
        publish(Service.TRACKER, feed, 1, 2);
        Response two =
                Http.get(server(), "/feeds/" + feed + "?since=" + empty.json().getString("cursor"));
        assertEquals(2, two.json().getJsonArray("items").size());
    }

    @Test
    void aStreamSaysWhatEventSourceNeeds() {
        String feed = Service.BROADCAST.path(fresh("stream"));
        EventStream stream = closeAfter(EventStream.open(server(), "/feeds/" + feed));
        assertTrue(stream.head().get(0).contains(" 200"), stream.head().get(0));
        assertTrue(
                stream.head().stream()
                        .anyMatch(line ->
                                line.toLowerCase(java.util.Locale.ROOT).startsWith("content-type: text/event-stream")),
                stream.head().toString());
        EventStream.Event first = stream.next();
        assertNotNull(first.id());
        assertEquals("2000", stream.retry());
        publish(Service.BROADCAST, feed, 1, 1);
        assertTrue(stream.next().data().contains("\"1\""));
    }

    @Test
    void lastEventIdGoesBeforeSince() {
        String feed = Service.BROADCAST.path(fresh("last"));
        Reading reader = reading(By.POLL, feed, null);
        String start = reader.cursor();
        publish(Service.BROADCAST, feed, 1, 1);
        reader.item();
        publish(Service.BROADCAST, feed, 2, 2);
        EventStream stream = closeAfter(
                EventStream.open(server(), "/feeds/" + feed + "?since=" + start, "Last-Event-ID: " + reader.cursor()));
        String data = stream.next().data();
        assertTrue(data.contains("\"2\"") && !data.contains("\"1\""), data);
    }

    @ParameterizedTest
    @CsvSource({
        "/feeds/broadcast/x, 'GET, HEAD, POST, OPTIONS'",
        "/feeds/tracker/x, 'GET, HEAD, POST, OPTIONS'",
        "/feeds/chat/x, 'GET, HEAD, POST, OPTIONS'",
        "/api/map, 'GET, HEAD, OPTIONS'",
        "/api/handshake, 'GET, HEAD, OPTIONS'",
        "/api/traffic?channel=x, 'GET, HEAD, OPTIONS'",
        "/qr?text=x, 'GET, HEAD, OPTIONS'"
    })
    void headIsUnderstoodWhereverGetIsAndOptionsSaysWhatIs(String path, String allow) {
        Response get = Http.get(server(), path);
        Response head = Http.request(server(), "HEAD", path, null);
        assertEquals(200, head.status());
        assertEquals(get.header("Content-Type"), head.header("Content-Type"));
        assertEquals("", head.text());
        Response options = Http.request(server(), "OPTIONS", path, null);
        assertEquals(204, options.status());
        assertEquals(allow, options.header("Allow"));
    }

    @Test
    void headOfWhatWouldGoOnIsAnsweredAtOnce() {
        String feed = "/feeds/broadcast/" + fresh("head");
        String cursor = Http.get(server(), feed).json().getString("cursor");
        Response stream = Http.request(server(), "HEAD", feed, null, "Accept: text/event-stream");
        assertEquals(200, stream.status());
        assertTrue(String.valueOf(stream.header("Content-Type")).startsWith("text/event-stream"));
        assertEquals(
                200,
                Http.request(server(), "HEAD", feed + "?wait=40&since=" + cursor, null)
                        .status());
    }

    @Test
    void whoWantsToWaitForLongerThanAnybodyMayWaits() {
        String feed = Service.BROADCAST.path(fresh("patient"));
        String cursor = Http.get(server(), "/feeds/" + feed).json().getString("cursor");
        CompletableFuture<Response> waits = CompletableFuture.supplyAsync(
                () -> Http.get(server(), "/feeds/" + feed + "?wait=86400&since=" + cursor));
        publish(Service.BROADCAST, feed, 1, 1);
        assertEquals(1, waits.join().json().getJsonArray("items").size());
    }

    @Test
    void oneWhoCrashesTakesNothingFromTheOthers() {
        String feed = Service.BROADCAST.path(fresh("crash"));
        Reading reader = reading(By.SSE, feed, null);
        for (int i = 0; i < 20; i++) {
            EventStream stream = EventStream.open(server(), "/feeds/" + feed);
            stream.next();
            stream.crash();
        }
        publish(Service.BROADCAST, feed, 1, 3);
        assertEquals(range(1, 3), numbers(Service.BROADCAST, reader, 3));
    }
}
