package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits, or goes on: long polls, event streams, WebSocket. */
class TrafficStreamsGrizzlyTest extends TrafficBytesContract {
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
}
