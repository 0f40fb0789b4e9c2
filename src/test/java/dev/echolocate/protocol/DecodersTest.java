package dev.echolocate.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.WireText;
import dev.echolocate.broadcast.Broadcast;
import dev.echolocate.chat.ChatName;
import dev.echolocate.chat.ChatProtocol;
import dev.echolocate.testkit.ProtocolChannel;
import dev.echolocate.testkit.ProtocolDocument;
import dev.echolocate.testkit.ProtocolExample;
import dev.echolocate.tracker.Position;
import dev.echolocate.tracker.PositionBatch;
import dev.echolocate.tracker.TrackerProtocol;
import dev.echolocate.web.RoomMessage;
import dev.echolocate.web.RoomPart;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decoders understand every example of what a client may send. */
class DecodersTest {
    static Stream<ProtocolExample> broadcasts() {
        return ProtocolChannel.examples("broadcastMessage").stream();
    }

    static Stream<ProtocolExample> positions() {
        return Stream.of("position", "report").flatMap(m -> ProtocolChannel.examples(m).stream());
    }

    static Stream<ProtocolExample> batches() {
        return ProtocolChannel.examples("reports").stream();
    }

    @ParameterizedTest
    @MethodSource("batches")
    void severalPositions(ProtocolExample example) throws BadMessageException {
        PositionBatch batch = TrackerProtocol.decode(example.text(), System.currentTimeMillis())
                .batch();
        assertNotNull(batch);
        JsonNode newest = example.payload().path(example.payload().size() - 1);
        assertEquals(newest.path("at").asLong(), batch.newest().at());
        assertEquals(newest.path("lat").asDouble(), batch.newest().latitude());
    }

    static Stream<ProtocolExample> leaves() {
        return Stream.of("leave", "reportLeave").flatMap(m -> ProtocolChannel.examples(m).stream());
    }

    @ParameterizedTest
    @MethodSource("broadcasts")
    void aBroadcast(ProtocolExample example) throws BadMessageException {
        String json = Broadcast.decode(example.text()).json();
        assertEquals(example.payload(), ProtocolDocument.json(json), "told as it was sent");
    }

    @ParameterizedTest
    @MethodSource("positions")
    void aPosition(ProtocolExample example) throws BadMessageException {
        TrackerProtocol.TrackerMessage message = TrackerProtocol.decode(example.text(), System.currentTimeMillis());
        Position position = message.position();
        assertNotNull(position);
        JsonNode sent = example.payload();
        assertEquals(number(sent, 1, "lat"), position.latitude());
        assertEquals(number(sent, 2, "lon"), position.longitude());
        assertEquals(number(sent, 9, "accuracy"), position.accuracy());
        assertEquals(number(sent, 9, "altitude"), position.altitude());
        assertEquals(number(sent, 9, "heading"), position.heading());
        assertEquals(number(sent, 9, "speed"), position.speed());
        assertEquals(sent.path("paused").asBoolean(), position.paused());
        assertEquals(sent.path("name").asText(null), position.name());
    }

    private static Double number(JsonNode sent, int index, String name) {
        JsonNode value = sent.isArray() ? sent.path(index) : sent.path(name);
        return value.isNumber() ? value.doubleValue() : null;
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void aLeave(ProtocolExample example) throws BadMessageException {
        assertNull(TrackerProtocol.decode(example.text(), System.currentTimeMillis())
                .position());
    }

    static Stream<ProtocolExample> chats() {
        return Stream.of("say", "enter", "here", "goAway").flatMap(m -> ProtocolChannel.examples(m).stream());
    }

    @ParameterizedTest
    @MethodSource("chats")
    void aMessageOfTheChat(ProtocolExample example) throws BadMessageException {
        ChatProtocol.ChatMessage message = ChatProtocol.decode(example.text());
        JsonNode sent = example.payload();
        assertEquals(sent.path("text").asText(""), message.text().text());
        assertEquals(sent.path("ref").asText(null), message.ref());
        ChatName name = message.name();
        assertEquals(sent.path("name").asText(null), name == null ? null : name.text());
        String kind = Stream.of("text", "name", "here", "left")
                .filter(sent::has)
                .findFirst()
                .orElseThrow();
        assertTrue(message.toString().contains("kind=" + kind.toUpperCase(Locale.ROOT)), message::toString);
    }

    @Test
    void aPlainMessageOfTheChat() throws BadMessageException {
        for (ProtocolExample example : ProtocolChannel.examples("chatText")) {
            WireText text = WireText.of(example.text());
            assertEquals(example.text(), ChatProtocol.plain(text).text().text());
        }
    }

    static Stream<ProtocolExample> rooms() {
        return ProtocolChannel.examples("roomMessage").stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aMessageOfARoom(ProtocolExample example) throws BadMessageException {
        RoomMessage message = RoomMessage.decode(example.text());
        JsonNode sent = example.payload();
        assertEquals(sent.path("of").asText(), message.part().word());
        if (message.part() != RoomPart.MAP) {
            assertEquals(sent.path("ref").asText(null), message.chat().ref());
            return;
        }
        TrackerProtocol.TrackerMessage said = TrackerProtocol.decode(message.body(), System.currentTimeMillis());
        assertEquals(sent.path("left").asBoolean(), said.position() == null);
        assertEquals(sent.has("positions"), said.batch() != null);
    }

    /** A decoder for each channel: whoever adds one adds its examples here. */
    @Test
    void everyMessageOfAClientIsDecodedHere() {
        Set<String> json = new TreeSet<>();
        ProtocolDocument.ASYNCAPI.at("/channels").fieldNames().forEachRemaining(channel -> {
            if (!Set.of("echo", "inspect").contains(channel)) {
                ProtocolChannel.feedV1(channel).sent().forEach(example -> json.add(example.message()));
            }
        });
        Set<String> decoded = new TreeSet<>();
        Stream.of(broadcasts(), positions(), batches(), leaves(), chats(), rooms())
                .flatMap(examples -> examples)
                .forEach(example -> decoded.add(example.message()));
        assertEquals(json, decoded);
    }
}
