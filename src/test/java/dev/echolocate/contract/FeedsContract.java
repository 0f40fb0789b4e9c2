package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.EventStream;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Reading;
import dev.echolocate.testkit.Reading.By;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code feeds/{service}/{name}}: every feed over HTTP, the same as over WebSocket. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class FeedsContract extends ContractTest {
    private static final String SECRET = "Echolocate-Secret: 0123456789abcdef";

    /** What can be published in each service, and told apart. */
    enum Service {
        BROADCAST {
            @Override
            String message(int n) {
                return "{\"text\":\"" + n + "\"}";
            }

            @Override
            int number(JsonObject item) {
                return Integer.parseInt(item.getString("text"));
            }
        },
        TRACKER {
            @Override
            String message(int n) {
                return "{\"id\":\"" + n + "\",\"lat\":1,\"lon\":2}";
            }

            @Override
            int number(JsonObject item) {
                return Integer.parseInt(item.getString("id"));
            }
        },

        CHAT {
            @Override
            String message(int n) {
                return "{\"text\":\"" + n + "\"}";
            }

            @Override
            int number(JsonObject item) {
                return Integer.parseInt(item.getString("text"));
            }

            @Override
            boolean counts(JsonObject item) {
                return item.containsKey("text");
            }

            @Override
            String query() {
                return "?name=Ann";
            }
        };

        abstract String message(int n);

        abstract int number(JsonObject item);

        /** Whether an item is one of those that are published here. */
        boolean counts(JsonObject item) {
            return true;
        }

        String query() {
            return "";
        }

        String path(String room) {
            return name().toLowerCase(java.util.Locale.ROOT) + "/" + room;
        }
    }

    static Stream<Arguments> everyWay() {
        return Arrays.stream(Service.values())
                .flatMap(service -> Arrays.stream(By.values()).map(by -> Arguments.of(service, by)));
    }

    private Reading reading(By by, String feed, @Nullable String since) {
        return closeAfter(Reading.open(by, server(), feed, since));
    }

    private void publish(Service service, String feed, int from, int to) {
        for (int n = from; n <= to; n++) {
            Response response = Http.post(server(), "/feeds/" + feed + service.query(), service.message(n), SECRET);
            assertEquals(200, response.status(), response.text());
        }
    }

    private static List<Integer> numbers(Service service, Reading reading, int count) {
        return IntStream.range(0, count)
                .map(i -> number(service, reading))
                .boxed()
                .toList();
    }

    private static int number(Service service, Reading reading) {
        while (true) {
            JsonObject item = reading.item();
            if (service.counts(item)) {
                return service.number(item);
            }
        }
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void everybodyReadsEverythingInOneOrder(Service service, By by) {
        String feed = service.path(fresh("order"));
        Reading reader = reading(by, feed, null);
        publish(service, feed, 1, 20);
        assertEquals(range(1, 20), numbers(service, reader, 20));
        assertEquals(0, reader.resets());
        assertEquals(0, reader.lost());
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void whoBeganInOneWayGoesOnInAnyOther(Service service, By by) {
        String feed = service.path(fresh("resume"));
        Reading first = reading(by, feed, null);
        publish(service, feed, 1, 5);
        assertEquals(range(1, 5), numbers(service, first, 5));
        first.close();
        publish(service, feed, 6, 10);
        for (By next : By.values()) {
            Reading second = reading(next, feed, first.cursor());
            assertEquals(range(6, 10), numbers(service, second, 5), next.toString());
            assertEquals(0, second.waitingItems());
            assertEquals(0, second.resets());
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void aCursorOfAnotherLifeIsToldToStartAgain(Service service, By by) {
        String feed = service.path(fresh("reset"));
        publish(service, feed, 1, 3);
        int before = 3;
        for (String foreign : List.of("nonsense", "AAAAAAAA.7.0", "a~b", "~")) {
            Reading reader = reading(by, feed, foreign);
            JsonObject frame = reader.take();
            assertTrue(frame.getBoolean("reset", false), foreign + ": " + frame);
            int expected = service == Service.BROADCAST ? 0 : before;
            long counted = frame.getJsonArray("items").stream()
                    .filter(item -> service.counts(item.asJsonObject()))
                    .count();
            assertEquals(expected, counted, foreign);
            before++;
            publish(service, feed, before, before);
            assertEquals(before, numbers(service, reader, expected + 1).get(expected), foreign);
            assertEquals(1, reader.resets());
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void whoPollsBeforeAnybodyIsThereMissesNothing(Service service, By by) {
        String feed = service.path(fresh("nobody"));
        Response nobody = Http.get(server(), "/feeds/" + feed);
        assertEquals(0, nobody.json().getJsonArray("items").size());
        String cursor = nobody.json().getString("cursor");
        assertTrue(cursor.matches("[A-Za-z0-9_.~-]{1,128}"), cursor);
        JsonObject again =
                Http.get(server(), "/feeds/" + feed + "?since=" + cursor).json();
        assertEquals(cursor, again.getString("cursor"), "there is still nobody");
        assertEquals(0, again.getJsonArray("items").size());
        publish(service, feed, 1, 2);
        Reading reader = reading(by, feed, cursor);
        assertEquals(range(1, 2), numbers(service, reader, 2));
        publish(service, feed, 3, 3);
        assertEquals(3, number(service, reader));
        assertEquals(0, reader.resets());
        assertEquals(0, reader.lost());
    }

    @ParameterizedTest
    @EnumSource(value = By.class, names = "POLL", mode = EnumSource.Mode.EXCLUDE)
    void whoWaitsBeforeAnybodyIsThereHearsTheFirst(By by) {
        for (Service service : Service.values()) {
            String feed = service.path(fresh("first"));
            String cursor = Http.get(server(), "/feeds/" + feed).json().getString("cursor");
            Reading reader = reading(by, feed, cursor);
            publish(service, feed, 1, 1);
            assertEquals(1, number(service, reader));
            assertEquals(0, reader.resets());
        }
    }

    @Test
    void aCursorOfSomethingThatIsGoneIsToldToStartAgain() {
        for (Service service : Service.values()) {
            String feed = service.path(fresh("gone"));
            JsonObject frame = Http.get(server(), "/feeds/" + feed + "?since=AAAAAAAAAAAA.7")
                    .json();
            assertTrue(frame.getBoolean("reset", false), frame.toString());
            publish(service, feed, 1, 1);
            JsonObject next = Http.get(server(), "/feeds/" + feed + "?since=" + frame.getString("cursor"))
                    .json();
            assertFalse(next.containsKey("reset"), next.toString());
            assertTrue(next.getJsonArray("items").size() > 0, next.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(By.class)
    void whatIsNoLongerHeldIsCounted(By by) {
        int large = 60_000;
        int many = 100;
        String feed = Service.BROADCAST.path(fresh("gap"));
        Reading before = reading(By.POLL, feed, null);
        publish(Service.BROADCAST, feed, 1, 3);
        for (int i = 0; i < many; i++) {
            assertEquals(
                    200,
                    Http.post(server(), "/feeds/" + feed, "{\"text\":\"" + "x".repeat(large) + "\"}")
                            .status());
        }
        Reading behind = reading(by, feed, before.cursor());
        int items = 0;
        while (items + behind.lost() < many + 3) {
            behind.take();
            items += behind.waitingItems();
            while (behind.waitingItems() > 0) {
                assertEquals(large, behind.item().getString("text").length());
            }
        }
        assertTrue(behind.lost() >= 3, "lost " + behind.lost());
        assertEquals(many + 3, items + behind.lost());
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void eachRoomIsItsOwn(Service service) {
        String here = service.path(fresh("here"));
        String there = service.path(fresh("there"));
        Reading reader = reading(By.SSE, here, null);
        publish(service, there, 1, 3);
        publish(service, here, 7, 7);
        assertEquals(7, number(service, reader));
    }

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/feeds/nothing/x||404|no_such_feed",
                "GET|/feeds/broadcast/a%20b||404|bad_name",
                "GET|/feeds/broadcast/||404|bad_name",
                "GET|/feeds/broadcast||404|bad_name",
                "GET|/feeds/broadcast/a/b||404|bad_name",
                "PUT|/feeds/broadcast/x|{}|405|bad_method",
                "DELETE|/feeds/broadcast/x||405|bad_method",
                "GET|/feeds/broadcast/x?wait=-1||400|bad_query",
                "GET|/feeds/broadcast/x?wait=NaN||400|bad_query",
                "GET|/feeds/broadcast/x?wait=soon||400|bad_query",
                "GET|/feeds/broadcast/x?wait=0x1p1||400|bad_query",
                "GET|/feeds/broadcast/x?wait=1f||400|bad_query",
                "GET|/feeds/broadcast/x?wait=1e1||400|bad_query",
                "GET|/feeds/broadcast/x?wait=||400|bad_query",
                "POST|/feeds/broadcast/x|nonsense|400|bad_json",
                "POST|/feeds/broadcast/x||400|bad_json",
                "POST|/feeds/broadcast/x|{}|400|bad_message",
                "POST|/feeds/broadcast/x|[1]|400|bad_message",
                "POST|/feeds/tracker/x|[1,91,0]|400|bad_lat",
                "POST|/feeds/tracker/x|{\"id\":\"a\"}|400|bad_lat",
            })
    void whatIsWrongIsRefusedWithAReason(String method, String path, @Nullable String body, int status, String code) {
        Response response = Http.request(
                server(), method, path, body == null ? "" : body, "Content-Type: application/json; charset=utf-8");
        assertEquals(status, response.status(), response.text());
        assertEquals("application/problem+json", response.header("Content-Type"));
        JsonObject problem = response.json();
        assertEquals("about:blank", problem.getString("type"));
        assertEquals(status, problem.getInt("status"));
        assertEquals(code, problem.getString("code"));
        assertFalse(problem.getString("title").isEmpty());
        assertFalse(problem.getString("detail").isEmpty());
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

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "http://evil.example,-,403",
                "null,-,403",
                "-,cross-site,403",
                "-,same-origin,200",
                "-,same-site,200",
                "-,none,200",
                "-,-,200",
            })
    void pagesOfOthersReadAndWriteNothing(@Nullable String origin, @Nullable String site, int status) {
        String feed = "/feeds/broadcast/" + fresh("origin");
        List<String> headers = new ArrayList<>();
        if (origin != null) {
            headers.add("Origin: " + origin);
        }
        if (site != null) {
            headers.add("Sec-Fetch-Site: " + site);
        }
        String start = Http.get(server(), feed).json().getString("cursor");
        String[] all = headers.toArray(String[]::new);
        assertEquals(status, Http.get(server(), feed, all).status());
        assertEquals(status, Http.post(server(), feed, "{\"text\":\"x\"}", all).status());
        headers.add("Accept: text/event-stream");
        if (status != 200) {
            Response refused = Http.get(server(), feed, headers.toArray(String[]::new));
            assertEquals(403, refused.status());
            assertEquals("foreign_origin", refused.json().getString("code"));
            assertNull(refused.header("Access-Control-Allow-Origin"));
        }
        int published = Http.get(server(), feed + "?since=" + start)
                .json()
                .getJsonArray("items")
                .size();
        assertEquals(status == 200 ? 1 : 0, published);
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
    void ourOwnPagesAreLetIn() {
        String feed = "/feeds/broadcast/" + fresh("own");
        Response response = Http.get(server(), feed, "Origin: " + server().origin(), "Sec-Fetch-Site: same-origin");
        assertEquals(200, response.status());
        assertEquals(server().origin(), response.header("Access-Control-Allow-Origin"));
        assertTrue(String.valueOf(response.header("Vary")).contains("Origin"));
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
