package dev.echolocate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.base.WireText;
import dev.echolocate.chat.ChatProtocol.ChatMessage;
import dev.echolocate.chat.ChatProtocol.Verb;
import dev.echolocate.delivery.Dialect;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.delivery.Part;
import dev.echolocate.delivery.Plain;
import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Entry;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatProtocolTest {
    private static final String EMOJI = "\uD83D\uDE00";

    private static BadMessageException refused(String json) {
        return assertThrows(BadMessageException.class, () -> ChatProtocol.decode(json), json);
    }

    private static String decode(String json) throws BadMessageException {
        return looked(ChatProtocol.decode(json).text());
    }

    private static String plain(String text) throws BadMessageException {
        return looked(ChatProtocol.plain(WireText.of(text)).text());
    }

    /** The text, of which nothing else is known than what a look at it says. */
    private static String looked(WireText text) {
        assertEquals(WireText.of(text.text()).length(), text.length());
        assertEquals(WireText.of(text.text()).heapBytes(), text.heapBytes());
        return text.text();
    }

    private static String say(String text) {
        return "{\"text\":" + Json.quote(text) + ",\"ref\":\"r1\"}";
    }

    @Test
    void whatAClientMaySay() throws Exception {
        ChatMessage text = ChatProtocol.decode("{\"text\":\"a\\tb\\n<b>\",\"ref\":\"7\"}");
        assertEquals(Verb.TEXT, text.kind());
        assertEquals("a\tb\n<b>", text.text().text());
        assertEquals("7", text.ref());
        assertNull(ChatProtocol.decode("{\"text\":\"a\",\"ref\":null}").ref());
        ChatMessage name = ChatProtocol.decode("{\"name\":\" Bea \"}");
        assertEquals(Verb.NAME, name.kind());
        assertEquals("Bea", name.name() == null ? "" : name.name().text());
        assertEquals(Verb.HERE, ChatProtocol.decode("{\"here\":true}").kind());
        assertEquals(
                Verb.LEFT, ChatProtocol.decode("{\"left\":true,\"unknown\":1}").kind());
        assertEquals("{\"text\":1}", plain("{\"text\":1}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|bad_json",
                "x|bad_json",
                "[]|bad_message",
                "5|bad_message",
                "{}|bad_message",
                "{\"ref\":\"r\"}|bad_message",
                "{\"text\":\"a\",\"name\":\"b\"}|bad_message",
                "{\"here\":true,\"left\":true}|bad_message",
                "{\"text\":5}|bad_text",
                "{\"text\":null}|bad_text",
                "{\"text\":\"\"}|bad_text",
                "{\"text\":\"a\\u0000\"}|bad_text",
                "{\"text\":\"a\\rb\"}|bad_text",
                "{\"text\":\"\\u001b[31m\"}|bad_text",
                "{\"text\":\"\\u0085\"}|bad_text",
                "{\"name\":5}|bad_name",
                "{\"name\":\"\"}|bad_name",
                "{\"name\":\"a\\u202e\"}|bad_name",
                "{\"here\":1}|bad_here",
                "{\"left\":false}|bad_left",
                "{\"text\":\"a\",\"ref\":5}|bad_ref"
            })
    void whatItMayNot(String json, String code) {
        assertEquals(code, refused(json).code());
    }

    @Test
    void aRefusalSaysWhichMessageItIsAbout() {
        assertEquals("r1", refused(say("")).ref());
        assertEquals("r2", refused("{\"name\":\"\",\"ref\":\"r2\"}").ref());
        assertEquals("r3", refused("{\"ref\":\"r3\"}").ref());
        assertNull(
                refused("{\"text\":\"a\",\"ref\":\"" + "x".repeat(65) + "\"}").ref());
    }

    @Test
    void lengthsAreCodePoints() throws Exception {
        assertEquals(4_000, decode(say(EMOJI.repeat(2_000))).length());
        assertEquals("too_long", refused(say(EMOJI.repeat(2_001))).code());
        assertEquals("too_long", refused(say("x".repeat(2_001))).code());
        assertEquals("r1", refused(say("x".repeat(2_001))).ref());
        assertEquals(2_000, plain("\r\n".repeat(2_000)).length());
        assertThrows(BadMessageException.class, () -> plain("x".repeat(2_001)));
        assertEquals(
                "x".repeat(64),
                ChatProtocol.decode("{\"text\":\"a\",\"ref\":\"" + "x".repeat(64) + "\"}")
                        .ref());
    }

    @Test
    void linesEndInLineFeeds() throws Exception {
        assertEquals("a\nb\n", decode(say("a\r\nb\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uDE00b"})
    void aLoneSurrogateIsRepaired(String text) throws Exception {
        String escaped =
                text.codePoints().mapToObj(c -> String.format("\\u%04x", c)).reduce("", String::concat);
        assertEquals(text.replaceAll("[\\x{D800}-\\x{DFFF}]", "\uFFFD"), decode("{\"text\":\"" + escaped + "\"}"));
    }

    @Test
    void itemsAreTheSameInBothDialects() throws Exception {
        ChatName ann = ChatName.of("A\"nn");
        String here = "{\"name\":\"A\\\"nn\",\"joined\":5}";
        Entry entry = new Entry(1, ann.key(), ChatProtocol.here(ann), false, 0, 5, 1, Address.UNKNOWN);
        assertEquals(here, FeedV1.json(entry).text());
        Batch batch = new Batch(Batch.Continuity.NEXT, List.of(entry), Cursor.at("e", 1), 0, false);
        Dialect.FrameHead head = new Dialect.FrameHead("e.1", 0, false, null);
        assertEquals(
                here,
                Plain.DIALECT
                        .encode(List.of(new Part(null, null, false, batch)), head)
                        .get(0)
                        .text());
        assertEquals(
                "{\"name\":\"A\\\"nn\",\"left\":true}", ChatProtocol.left(ann).json());
        JsonObject said = Json.object(
                Json.parse(ChatProtocol.said(ann, WireText.of("</script>\n"), 7, "r")
                        .json()),
                "");
        assertEquals("</script>\n", said.getString("text"));
        assertEquals(7, said.getInt("at"));
        assertEquals("r", said.getString("ref"));
        assertEquals(
                "{\"name\":\"A\\\"nn\",\"text\":\"a\",\"at\":7}",
                ChatProtocol.said(ann, WireText.of("a"), 7, null).json());
    }
}
