package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every byte that a client says and hears is counted, once, and where it belongs. */
@On(Where.OWN)
class TrafficGrizzlyTest extends TrafficContract {
    private static final String JSON = "Content-Type: application/json";
    private static final byte[] HELLO = "{\"text\":\"hello\"}".getBytes(StandardCharsets.UTF_8);
    private static final Figures NOTHING = new Figures(0, 0, 0);

    private record Figures(long requests, long received, long sent) {}

    /** Bytes said and heard so far. */
    private record Mark(long sent, long received) {
        static Mark of(HttpWire wire) {
            return new Mark(wire.sent(), wire.received());
        }
    }

    /** So that a comment keeps streams alive soon. */
    @Override
    protected Map<String, String> settings() {
        return Map.of("ping.interval", "1s", "context-path", "/some/where");
    }

    private HttpWire wire() {
        return closeAfter(new HttpWire(server()));
    }

    private Figures figures(String channel, String way) {
        JsonObject figures = Http.get(server(), address(channel))
                .json()
                .getJsonObject("transports")
                .getJsonObject(way);
        return new Figures(
                figures.getJsonNumber("requests").longValueExact(),
                figures.getJsonNumber("received").longValueExact(),
                figures.getJsonNumber("sent").longValueExact());
    }

    /** A channel that is looked at. */
    private String looked() {
        String channel = fresh("counted");
        for (String way : List.of("websocket", "sse", "long-poll", "poll", "publish")) {
            assertEquals(NOTHING, figures(channel, way));
        }
        return channel;
    }

    private static Figures since(Mark mark, HttpWire wire, int requests) {
        return new Figures(requests, wire.sent() - mark.sent(), wire.received() - mark.received());
    }

    private static Figures all(HttpWire wire, int requests) {
        return since(new Mark(0, 0), wire, requests);
    }

    private static String feed(String channel, String query) {
        return "/feeds/broadcast/" + channel + "?" + query;
    }

    @Test
    void aPoll() {
        String channel = looked();
        HttpWire wire = wire();
        Response answer =
                wire.ask("GET", feed(channel, "traffic=poll"), "X-Any: thing").answer();
        assertTrue(answer.header("Content-Length") != null, "as long as it says");
        assertEquals(all(wire, 1), figures(channel, "poll"));
        assertTrue(wire.received() > answer.body().length + 100, "with its head");
        for (String way : List.of("websocket", "sse", "long-poll", "publish")) {
            assertEquals(NOTHING, figures(channel, way), way);
        }
    }

    @Test
    void aRefusedRequest() {
        String channel = looked();
        HttpWire wire = wire();
        assertEquals(
                400,
                wire.ask("GET", feed(channel, "traffic=poll&wait=-1")).answer().status());
        assertEquals(all(wire, 1), figures(channel, "poll"));
    }

    @Test
    void requestsOfOneConnectionAreToldApart() {
        String channel = looked();
        String other = looked();
        HttpWire wire = wire();
        List<Mark> marks = new ArrayList<>();
        List<String> paths = List.of(
                feed(channel, "traffic=poll"),
                feed(channel, "a=longer&traffic=long-poll"),
                feed(channel, "since="),
                feed(channel, "traffic=nothing"),
                feed(fresh("unseen"), "traffic=poll"),
                "/feeds/chat/" + channel + "?traffic=poll",
                "/index.html?traffic=poll",
                feed(other, "traffic=poll"));
        for (String path : paths) {
            marks.add(Mark.of(wire));
            wire.ask("GET", path).answer();
        }
        marks.add(Mark.of(wire));
        assertEquals(between(marks, 0), figures(channel, "poll"));
        assertEquals(between(marks, 1), figures(channel, "long-poll"));
        assertEquals(between(marks, 7), figures(other, "poll"));
        Mark before = Mark.of(wire);
        wire.ask("GET", feed(channel, "traffic=poll")).answer();
        Figures first = between(marks, 0);
        Figures second = since(before, wire, 1);
        assertEquals(
                new Figures(2, first.received() + second.received(), first.sent() + second.sent()),
                figures(channel, "poll"));
        assertEquals(between(marks, 1), figures(channel, "long-poll"), "what comes later is not its own");
    }

    private static Figures between(List<Mark> marks, int i) {
        Mark from = marks.get(i);
        Mark to = marks.get(i + 1);
        return new Figures(1, to.sent() - from.sent(), to.received() - from.received());
    }

    @Test
    void aPost() {
        String channel = looked();
        HttpWire wire = wire();
        wire.post(feed(channel, "traffic=publish"), HELLO, JSON);
        assertEquals("{}", wire.answer().text());
        assertEquals(all(wire, 1), figures(channel, "publish"));
    }

    @Test
    void aPostInPiecesWithAChunkedBody() {
        String channel = looked();
        HttpWire wire = wire();
        String lines = wire.request("POST", feed(channel, "traffic=publish"), JSON, "Transfer-Encoding: chunked")
                + "6\r\n{\"text\r\n9\r\n\":\"bytes\"\r\n1\r\n}\r\n0\r\nX-Trailer: yes\r\n\r\n";
        for (int i = 0; i < lines.length(); i++) {
            wire.say(lines.substring(i, i + 1));
        }
        Response answer = wire.answer();
        assertEquals("{}", answer.text(), answer::toString);
        assertEquals(all(wire, 1), figures(channel, "publish"));
    }

    @Test
    void aPostThatWaitsToBeToldToGoOn() {
        String channel = looked();
        HttpWire wire = wire();
        wire.ask(
                "POST",
                feed(channel, "traffic=publish"),
                JSON,
                "Content-Length: " + HELLO.length,
                "Expect: 100-continue");
        String told = "HTTP/1.1 100 Continue\r\n\r\n";
        assertEquals(told, new String(wire.bytes(told.length()), StandardCharsets.US_ASCII));
        wire.say(HELLO);
        assertEquals("{}", wire.answer().text());
        assertEquals(all(wire, 1), figures(channel, "publish"));
    }

    @Test
    void aLongPoll() {
        String channel = looked();
        HttpWire wire = wire();
        String cursor = wire.ask("GET", feed(channel, "")).answer().json().getString("cursor");
        Mark before = Mark.of(wire);
        wire.ask("GET", feed(channel, "traffic=long-poll&wait=30&since=" + cursor));
        // While it waits, another one publishes; and it waits before it is published or finds it there.
        assertEquals(
                200,
                Http.post(server(), feed(channel, ""), "{\"text\":\"news\"}").status());
        assertTrue(wire.answer().text().contains("news"));
        assertEquals(since(before, wire, 1), figures(channel, "long-poll"));
        Mark empty = Mark.of(wire);
        String fresh = wire.ask("GET", feed(channel, "")).answer().json().getString("cursor");
        Mark again = Mark.of(wire);
        assertEquals(
                204,
                wire.ask("GET", feed(channel, "traffic=poll&wait=0.01&since=" + fresh))
                        .answer()
                        .status());
        assertTrue(again.sent() > empty.sent());
        assertEquals(since(again, wire, 1), figures(channel, "poll"));
    }

    @Test
    void requestsThatComeAtOnceAreToldApartWhenTheyAreAnswered() {
        String channel = looked();
        HttpWire wire = wire();
        String post = wire.request("POST", feed(channel, "traffic=publish"), JSON, "Content-Length: " + HELLO.length)
                + new String(HELLO, StandardCharsets.UTF_8);
        String poll = wire.request("GET", feed(channel, "traffic=poll&wait=0.2"));
        String unlabelled = wire.request("GET", feed(channel, ""));
        wire.say(post + poll + unlabelled + poll);
        Mark start = new Mark(0, 0);
        wire.answer();
        Mark published = Mark.of(wire);
        wire.answer();
        Mark polled = Mark.of(wire);
        wire.answer();
        Mark other = Mark.of(wire);
        wire.answer();
        assertEquals(
                new Figures(1, post.length(), published.received() - start.received()), figures(channel, "publish"));
        long sent = polled.received() - published.received() + wire.received() - other.received();
        assertEquals(new Figures(2, 2L * poll.length(), sent), figures(channel, "poll"));
    }

    /** What comes behind a long poll that waits is the next one's, whether or not it is answered yet. */
    @Test
    void whatComesWhileOneWaitsIsNotItsOwn() {
        String channel = looked();
        HttpWire wire = wire();
        String cursor = wire.ask("GET", feed(channel, "")).answer().json().getString("cursor");
        String waiting = wire.request("GET", feed(channel, "traffic=long-poll&wait=30&since=" + cursor));
        String next = wire.request("GET", feed(channel, "traffic=poll"));
        Mark before = Mark.of(wire);
        wire.say(waiting);
        Deadline.await("the poll waits", () -> figures(channel, "long-poll").received() == waiting.length());
        wire.say(next);
        assertEquals(
                200,
                Http.post(server(), feed(channel, ""), "{\"text\":\"news\"}").status());
        wire.answer();
        Mark answered = Mark.of(wire);
        wire.answer();
        assertEquals(
                new Figures(1, waiting.length(), answered.received() - before.received()),
                figures(channel, "long-poll"));
        assertEquals(new Figures(1, next.length(), wire.received() - answered.received()), figures(channel, "poll"));
    }

    @Test
    void whatComesWhileOneWaitsIsNotItsOwnThoughItComesToNothing() {
        String channel = looked();
        HttpWire wire = wire();
        String cursor = wire.ask("GET", feed(channel, "")).answer().json().getString("cursor");
        String waiting = wire.request("GET", feed(channel, "traffic=long-poll&wait=30&since=" + cursor));
        Mark before = Mark.of(wire);
        wire.say(waiting);
        Deadline.await("the poll waits", () -> figures(channel, "long-poll").received() == waiting.length());
        wire.say("GET /" + "x".repeat(20_000));
        Http.post(server(), feed(channel, ""), "{\"text\":\"news\"}");
        wire.answer();
        Mark answered = Mark.of(wire);
        assertEquals(414, wire.answer().status());
        assertEquals(
                new Figures(1, waiting.length(), answered.received() - before.received()),
                figures(channel, "long-poll"));
    }

    @Test
    void anEventStream() {
        String channel = looked();
        HttpWire wire = wire();
        wire.ask("GET", feed(channel, "traffic=sse"), "Accept: text/event-stream")
                .head();
        until(wire, "data: ");
        for (String text : List.of("one", "two", "three")) {
            Http.post(server(), feed(channel, ""), "{\"text\":\"" + text + "\"}");
            until(wire, text);
        }
        until(wire, ":\n");
        assertTrue(caughtUp(channel, wire), "what was counted was heard");
        wire.close();
    }

    private static void until(HttpWire wire, String text) {
        String chunk = wire.chunk();
        while (!chunk.contains(text)) {
            chunk = wire.chunk();
        }
    }

    /** One more comment may be on its way. */
    private boolean caughtUp(String channel, HttpWire wire) {
        for (int i = 0; i < 5; i++) {
            Figures counted = figures(channel, "sse");
            assertEquals(1, counted.requests());
            assertEquals(wire.sent(), counted.received());
            assertTrue(counted.sent() >= wire.received(), "heard what was not counted");
            if (counted.sent() == wire.received()) {
                return true;
            }
            wire.chunk();
        }
        return false;
    }

    @Test
    void aWebSocket() {
        String channel = looked();
        HttpWire wire = wire();
        String handshake = wire.request(
                "GET",
                "/broadcast/" + channel + "?traffic=websocket",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Protocol: feed.v1");
        Frame message = Frame.text("{\"text\":\"" + "long ".repeat(60) + "\"}");
        // The first frame comes along with the handshake.
        wire.say(handshake + new String(message.bytes(), StandardCharsets.ISO_8859_1));
        assertEquals(101, wire.answer().status());
        untilFrame(wire, "long");
        for (int i = 0; i < 3; i++) {
            wire.say(message.bytes());
            untilFrame(wire, "long");
        }
        // What others publish is heard here, too; their bytes are their own.
        Http.post(server(), feed(channel, ""), "{\"text\":\"of another\"}");
        untilFrame(wire, "of another");
        wire.say(Frame.ping("ping").bytes());
        untilFrame(wire, "ping");
        wire.say(Frame.close(1000, "bye").bytes());
        untilFrame(wire, "bye");
        assertEquals("", wire.rest());
        assertEquals(all(wire, 1), figures(channel, "websocket"));
        assertEquals(NOTHING, figures(channel, "publish"));
    }

    /** Reads frames from a server (RFC 6455 5.2) up to one that has this text. */
    private static void untilFrame(HttpWire wire, String text) {
        while (true) {
            int length = wire.bytes(2)[1];
            if (length == 126) {
                byte[] extended = wire.bytes(2);
                length = Byte.toUnsignedInt(extended[0]) << 8 | Byte.toUnsignedInt(extended[1]);
            }
            if (new String(wire.bytes(length), StandardCharsets.UTF_8).contains(text)) {
                return;
            }
        }
    }

    @Test
    void whatIsNotLabelledCountsNowhere() {
        String channel = looked();
        HttpWire wire = wire();
        wire.ask("GET", feed(channel, "")).answer();
        wire.post(feed(channel, "traffic=udp"), HELLO, JSON).answer();
        wire.ask("GET", "/feeds/tracker/" + channel + "?traffic=poll").answer();
        for (String way : List.of("websocket", "sse", "long-poll", "poll", "publish")) {
            assertEquals(NOTHING, figures(channel, way), way);
        }
    }

    /** Before somebody looks, there is nobody to count for; a connection that goes on is counted from then on. */
    @Test
    void countingBeginsWithTheFirstLook() {
        String channel = fresh("late");
        HttpWire wire = wire();
        wire.ask("GET", feed(channel, "traffic=poll")).answer();
        assertEquals(NOTHING, figures(channel, "poll"));
        Mark before = Mark.of(wire);
        wire.ask("GET", feed(channel, "traffic=poll")).answer();
        assertEquals(since(before, wire, 1), figures(channel, "poll"));
    }
}
