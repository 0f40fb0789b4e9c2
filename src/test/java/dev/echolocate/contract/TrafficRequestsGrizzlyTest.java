package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that are answered at once: polls and posts. */
class TrafficRequestsGrizzlyTest extends TrafficBytesContract {
    private static final String JSON = "Content-Type: application/json";
    private static final byte[] HELLO = "{\"text\":\"hello\"}".getBytes(StandardCharsets.UTF_8);

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
