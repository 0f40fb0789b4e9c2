package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void everyKindOfValueIsAText() throws Exception {
        assertEquals(JsonValue.ValueType.NUMBER, Json.parse(" 5 ").getValueType());
        assertEquals(JsonValue.TRUE, Json.parse("true"));
        assertEquals(JsonValue.NULL, Json.parse("null"));
        assertEquals("a", ((JsonString) Json.parse("\"a\"")).getString());
        assertEquals(2, ((JsonArray) Json.parse("[1,[]]")).size());
        assertEquals(1, Json.object(Json.parse("{\"a\":1}"), "").getInt("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "[1}",
                "{\"a\"}",
                "{'a':1}",
                "[01]",
                "[+1]",
                "[1.]",
                "[.5]",
                "[NaN]",
                "[1] [2]",
                "[1]]",
                "nul",
                "\"\\x\"",
                "\"a\nb\"",
                "\u0000",
                "\uFEFF[1]"
            })
    void whatIsNoneIsABadMessage(String text) {
        BadMessageException e = assertThrows(BadMessageException.class, () -> Json.parse(text));
        assertEquals("bad_json", e.code());
        assertTrue(e.getMessage().length() < 120, e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void deepNestingIsABadMessage(String open) {
        String bomb = open.repeat(50_000);
        assertEquals(
                "bad_json",
                assertThrows(BadMessageException.class, () -> Json.parse(bomb)).code());
    }

    @Test
    void aNumberOfThousandsOfDigitsIsABadMessageOrANumber() throws Exception {
        String digits = "[" + "9".repeat(100_000) + "]";
        assertEquals(
                "bad_json",
                assertThrows(BadMessageException.class, () -> Json.parse(digits))
                        .code());
        assertEquals(1, ((JsonArray) Json.parse("[1e999999999]")).size());
    }

    @Test
    void nothingOfTheMessageIsSaidBack() {
        BadMessageException e = assertThrows(BadMessageException.class, () -> Json.parse("<script>\n\u202e"));
        assertTrue(e.getMessage().matches("[A-Za-z0-9 :,]+"), e.getMessage());
    }

    @Test
    void anObjectIsAskedForInWords() {
        BadMessageException e =
                assertThrows(BadMessageException.class, () -> Json.object(Json.parse("[]"), "an object, please"));
        assertEquals("bad_message", e.code());
        assertEquals("an object, please", e.getMessage());
    }

    @Test
    void whatIsQuotedIsParsedTheSameButForLoneSurrogates() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(10); n > 0; n--) {
                text.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
            }
            JsonString parsed = (JsonString) Json.parse(Json.quote(text.toString()));
            assertEquals(Text.repair(text.toString()), parsed.getString());
        }
    }

    @Test
    void errorsAreJson() throws Exception {
        assertEquals(
                "a\"b",
                Json.object(Json.parse(Json.error("bad", "a\"b")), "")
                        .getJsonObject("error")
                        .getString("message"));
    }
}
