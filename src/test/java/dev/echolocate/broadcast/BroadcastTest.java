package dev.echolocate.broadcast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.WireText;
import dev.echolocate.feed.Item;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastTest {
    @Test
    void textIsDecoded() throws Exception {
        Item item = Broadcast.decode("{\"text\":\"h\\u00e9 \\\"\",\"other\":1}");
        assertEquals("h\u00e9 \"", item.text());
        assertEquals("{\"text\":\"h\u00e9 \\\"\"}", item.json());
        assertNull(item.binary());
        assertEquals(5, item.length());
    }

    @Test
    void binaryIsDecoded() throws Exception {
        Item item = Broadcast.decode("{\"binary\":\"/+8=\"}");
        assertArrayEquals(new byte[] {(byte) 0xFF, (byte) 0xEF}, item.binary());
        assertEquals("{\"binary\":\"/+8=\"}", item.json());
        assertNull(item.text());
        assertEquals(2, item.length());
    }

    @Test
    void emptyMessagesAreMessages() throws Exception {
        assertEquals("", Broadcast.decode("{\"text\":\"\"}").text());
        assertArrayEquals(new byte[0], Broadcast.decode("{\"binary\":\"\"}").binary());
    }

    @Test
    void aLoneSurrogateIsRepairedInBothForms() throws Exception {
        Item item = Broadcast.decode("{\"text\":\"\\ud83d\"}");
        assertEquals("\uFFFD", item.text());
        assertEquals("{\"text\":\"\uFFFD\"}", item.json());
        assertEquals(3, item.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"text\"",
                "{\"text\":1}",
                "{\"text\":null}",
                "{\"binary\":[1]}",
                "{\"text\":\"a\",\"binary\":\"\"}",
                "{\"text\":\"a\",\"binary\":null}",
                "{\"Text\":\"a\"}",
                "{\"binary\":\"*\"}",
                "{\"binary\":\"A\"}",
                "{\"binary\":\"-_8=\"}",
                "{\"binary\":\"AA\\nAA\"}",
                "{\"binary\":\"AA==AA==\"}"
            })
    void otherThingsAreBadMessages(String json) {
        assertEquals(
                "bad_message",
                assertThrows(BadMessageException.class, () -> Broadcast.decode(json))
                        .code());
    }

    /** Nothing behind it is read: it would be said that it is not JSON. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,2,3 and so on",
                "\"text\" and so on",
                "{\"text\":[{}, and so on",
                "{\"text\":1, and so on",
                "{\"other\":{\"a\":1, and so on",
                "{\"text\":\"a\",\"other\":[ and so on"
            })
    void whatIsNoBroadcastIsRefusedAtItsFirstEventThatSaysSo(String json) {
        assertEquals(
                "bad_message",
                assertThrows(BadMessageException.class, () -> Broadcast.decode(json))
                        .code());
    }

    @Test
    void aFewOtherMembersAreIgnoredAndManyAreNot() throws Exception {
        assertEquals(
                "a", Broadcast.decode("{\"x\":1,\"text\":\"a\",\"y\":null}").text());
        String many = "{\"text\":\"a\"" + ",\"x\":1".repeat(20) + " and so on";
        assertEquals(
                "bad_message",
                assertThrows(BadMessageException.class, () -> Broadcast.decode(many))
                        .code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"text\":\"a\"", "{\"text\":\"a\"}x", "{\"text\":\"a\"}{}", "text"})
    void whatIsNoJsonIsToldSo(String json) {
        assertEquals(
                "bad_json",
                assertThrows(BadMessageException.class, () -> Broadcast.decode(json))
                        .code());
    }

    @Test
    void whatIsEncodedIsDecodedTheSame() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(50)];
            random.nextBytes(bytes);
            assertArrayEquals(
                    bytes, Broadcast.decode(Broadcast.binary(bytes).json()).binary());
            String text = new String(bytes, StandardCharsets.UTF_8);
            assertEquals(
                    text,
                    Broadcast.decode(Broadcast.text(WireText.of(text)).json()).text());
        }
    }
}
