package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.ProtocolChannel;
import dev.echolocate.testkit.ProtocolDocument;
import dev.echolocate.testkit.ProtocolExample;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server takes every example of {@code docs/asyncapi.yaml}, and tells nothing that is not documented there. */
class ProtocolContract extends ContractTest {
    /** All that the examples make the server tell of somebody. */
    private static final Set<String> POSITION = Set.of(
            "id", "name", "lat", "lon", "accuracy", "altitude", "heading", "speed", "at", "joined", "paused", "left");

    /** What each channel answers with an error, in feed.v1, and in plain where a text is JSON. */
    private static final Map<String, List<String>> WRONG = Map.of(
            "broadcast",
            List.of(
                    "",
                    "not json",
                    "{} {}",
                    "[]",
                    "{}",
                    "{\"text\":5}",
                    "{\"text\":\"a\",\"binary\":\"\"}",
                    "{\"binary\":\"?\"}"),
            "chat",
            List.of(
                    "",
                    "not json",
                    "[]",
                    "{}",
                    "{\"text\":\"a\",\"here\":true}",
                    "{\"text\":5}",
                    "{\"text\":\"\",\"ref\":\"r\"}",
                    "{\"text\":\"" + "x".repeat(2001) + "\",\"ref\":\"r\"}",
                    "{\"text\":\"nobody says\",\"ref\":\"r\"}",
                    "{\"text\":\"a\",\"ref\":5}",
                    "{\"name\":\"\"}",
                    "{\"here\":1}",
                    "{\"left\":1}"),
            "tracker",
            List.of(
                    "",
                    "not json",
                    "[]",
                    "5",
                    "{}",
                    "[true,0,0]",
                    "[\"a\",91,0]",
                    "[\"a\",0,181]",
                    "{\"id\":\"a\",\"left\":1}",
                    "{\"id\":\"a\",\"lat\":0,\"lon\":0,\"name\":\"\"}",
                    "{\"id\":\"a\",\"lat\":0,\"lon\":0,\"accuracy\":-1}",
                    "{\"id\":\"a\",\"lat\":0,\"lon\":0,\"altitude\":\"\"}",
                    "{\"id\":\"a\",\"lat\":0,\"lon\":0,\"heading\":361}",
                    "{\"id\":\"a\",\"lat\":0,\"lon\":0,\"speed\":-1}",
                    "{\"id\":\"a\",\"lat\":0,\"lon\":0,\"at\":1e99}",
                    "{\"id\":\"a\",\"lat\":0,\"lon\":0,\"paused\":1}"));

    static Stream<ProtocolChannel> broadcasts() {
        return ProtocolChannel.both("broadcast").stream();
    }

    static Stream<ProtocolChannel> chats() {
        return ProtocolChannel.both("chat").stream();
    }

    static Stream<ProtocolChannel> trackers() {
        return ProtocolChannel.both("tracker").stream();
    }

    private Client open(ProtocolChannel channel, String path) {
        return closeAfter(channel.open(server(), path));
    }

    private static void send(Client client, ProtocolExample example) {
        if (example.isBinary()) {
            client.send(example.bytes());
        } else {
            client.send(example.text());
        }
    }

    private static JsonNode json(Client.Message told) {
        return ProtocolDocument.json(told.text());
    }

    @Test
    void echo() {
        ProtocolChannel channel = ProtocolChannel.plain("echo");
        Client client = open(channel, channel.path(""));
        for (ProtocolExample example : channel.sent()) {
            send(client, example);
            Client.Message told = channel.next(client);
            if (example.isBinary()) {
                assertArrayEquals(example.bytes(), told.binary());
            } else {
                assertEquals("echo: " + example.text(), told.text());
            }
        }
    }

    @Test
    void inspect() {
        ProtocolChannel channel = ProtocolChannel.plain("inspect");
        Client client = open(channel, channel.path(""));
        assertTrue(json(channel.next(client)).has("handshake"));
        for (ProtocolExample example : channel.sent()) {
            send(client, example);
            Client.Message told = client.next();
            if (example.isBinary()) {
                assertArrayEquals(example.bytes(), told.binary());
            } else {
                assertEquals(example.text(), told.text());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("broadcasts")
    void broadcast(ProtocolChannel sender) {
        String path = sender.path(fresh("protocol"));
        Client client = open(sender, path);
        Client plain = open(ProtocolChannel.plain("broadcast"), path);
        Client feed = open(ProtocolChannel.feedV1("broadcast"), path);
        List<ProtocolExample> examples = sender.sent();
        examples.forEach(example -> send(client, example));
        for (ProtocolExample example : examples) {
            Client.Message told = ProtocolChannel.plain("broadcast").next(plain);
            assertEquals(example.isBinary() || example.payload().has("binary"), !told.isText(), example::toString);
        }
        int items = 0;
        while (items < examples.size()) {
            items += json(ProtocolChannel.feedV1("broadcast").next(feed))
                    .path("items")
                    .size();
        }
        assertEquals(examples.size(), items);
    }

    @Test
    void aBroadcastIsResumedOrItsResetIsSaid() {
        ProtocolChannel channel = ProtocolChannel.feedV1("broadcast");
        String path = channel.path(fresh("protocol"));
        Client one = open(channel, path);
        String cursor = json(channel.next(one)).path("cursor").asText();
        one.send("{\"text\":\"afterwards\"}");
        Client resumed = open(channel, path + "?since=" + cursor);
        assertTrue(told(channel, resumed).toString().contains("afterwards"));
        Client foreign = open(channel, path + "?since=foreign.1");
        assertTrue(json(channel.next(foreign)).path("reset").asBoolean());
    }

    /** Reads on to a frame with items. */
    private static JsonNode told(ProtocolChannel channel, Client client) {
        JsonNode frame = json(channel.next(client));
        while (frame.path("items").isEmpty()) {
            frame = json(channel.next(client));
        }
        return frame;
    }

    @ParameterizedTest
    @MethodSource("trackers")
    void tracker(ProtocolChannel sender) {
        ProtocolChannel plain = ProtocolChannel.plain("tracker");
        ProtocolChannel feed = ProtocolChannel.feedV1("tracker");
        String path = sender.path(fresh("protocol"));
        Client client = open(sender, path);
        Client arrays = open(plain, path + "?leaves=1");
        Client frames = open(feed, path);
        assertEquals(Set.of("cursor", "now", "beat", "you", "items"), names(json(feed.next(frames))));
        Set<String> members = new HashSet<>();
        for (ProtocolExample example : sender.sent()) {
            send(client, example);
            // One by one: of what comes faster than it is told, only the newest is.
            JsonNode id = id(example.payload());
            boolean left = left(example.payload());
            until(plain, arrays, array -> id.equals(id(array)) && left == left(array));
            members.addAll(names(until(feed, frames, item -> id.equals(id(item)) && left == left(item))));
        }
        assertTrue(members.containsAll(POSITION), members::toString);
        Client late = open(feed, path + "?trail=1");
        assertTrue(until(feed, late, item -> true).path("trail").isArray());
    }

    private static JsonNode id(JsonNode said) {
        JsonNode position = newest(said);
        return position.isArray() ? position.path(0) : position.path("id");
    }

    private static boolean left(JsonNode said) {
        JsonNode position = newest(said);
        return position.isArray() ? position.path(1).isNull() : position.has("left");
    }

    /** Of several positions the last. */
    private static JsonNode newest(JsonNode said) {
        return said.path(0).isObject() ? said.path(said.size() - 1) : said;
    }

    /** Reads on to an item, which is what is told in plain, and part of a frame in {@code feed.v1}. */
    private static JsonNode until(ProtocolChannel channel, Client client, Predicate<JsonNode> wanted) {
        while (true) {
            JsonNode told = json(channel.next(client));
            for (JsonNode item : told.has("items") ? told.path("items") : List.of(told)) {
                if (wanted.test(item)) {
                    return item;
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("chats")
    void chat(ProtocolChannel sender) {
        ProtocolChannel plain = ProtocolChannel.plain("chat");
        ProtocolChannel feed = ProtocolChannel.feedV1("chat");
        String path = sender.path(fresh("protocol"));
        Client items = open(plain, path);
        Client frames = open(feed, path);
        assertEquals(Set.of("cursor", "now", "beat", "you", "items"), names(json(feed.next(frames))));
        Client client = open(sender, path + "?name=Ann");
        until(plain, items, item -> item.has("joined"));
        for (ProtocolExample example : sender.sent()) {
            send(client, example);
            // Who stays tells nothing. Everything else is waited for: who comes and goes at once is not told of.
            String member = Stream.of("text", "left", "name", "here")
                    .filter(example.payload()::has)
                    .findFirst()
                    .orElse("text");
            if (!member.equals("here")) {
                until(plain, items, item -> item.has(member));
                until(feed, frames, item -> item.has(member));
            }
        }
        Client late = open(feed, path);
        assertTrue(until(feed, late, item -> item.has("text")).path("at").isIntegralNumber());
    }

    @Test
    void aNameOfSomebodyElseIsAnErrorAsDocumented() {
        ProtocolChannel channel = ProtocolChannel.feedV1("chat");
        String path = channel.path(fresh("protocol"));
        Client one = open(channel, path + "?name=Ann");
        told(channel, one);
        Client two = open(channel, path + "?name=ANN");
        assertEquals("name_taken", error(channel, two));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void everyErrorIsAsDocumented() {
        WRONG.forEach((name, messages) -> {
            for (ProtocolChannel channel : ProtocolChannel.both(name)) {
                if (!channel.canBeWrong()) {
                    continue;
                }
                Client client = open(channel, channel.path(fresh("protocol")));
                Set<String> codes = new HashSet<>();
                for (String message : messages) {
                    client.send(message);
                    codes.add(error(channel, client));
                }
                assertTrue(codes.size() > 1, codes::toString);
            }
        });
    }

    @Test
    void bytesAreAnErrorWhereTextIsSpoken() {
        for (ProtocolChannel channel : List.of(
                ProtocolChannel.feedV1("broadcast"),
                ProtocolChannel.plain("chat"),
                ProtocolChannel.feedV1("chat"),
                ProtocolChannel.plain("tracker"),
                ProtocolChannel.feedV1("tracker"))) {
            Client client = open(channel, channel.path(fresh("protocol")));
            client.send(new byte[] {1});
            assertEquals("bad_message", error(channel, client));
        }
    }

    @Test
    void anIdOfSomebodyElseIsAnErrorAsDocumented() {
        ProtocolChannel channel = ProtocolChannel.feedV1("tracker");
        String path = channel.path(fresh("protocol"));
        Client one = open(channel, path);
        one.send("[\"mine\",1,1]");
        told(channel, one);
        Client two = open(channel, path);
        two.send("[\"mine\",2,2]");
        assertEquals("id_taken", error(channel, two));
    }

    /** Reads on to an error, which must come; returns its code. */
    private static String error(ProtocolChannel channel, Client client) {
        JsonNode frame = json(channel.next(client));
        while (!frame.has("error")) {
            frame = json(channel.next(client));
        }
        return frame.path("error").path("code").asText();
    }

    @Test
    void aBadNameOrParameterIsClosedWithADocumentedCode() {
        for (String path : List.of(
                "/broadcast/a%20b",
                "/tracker/a%20b", "/broadcast?since=x", "/tracker?since=x", "/tracker?secret=short")) {
            Frame close = plain(path).closed();
            assertEquals(1008, close.closeCode(), path);
            assertTrue(ProtocolDocument.ASYNCAPI.root().path("x-close-codes").has("1008"));
        }
    }
}
