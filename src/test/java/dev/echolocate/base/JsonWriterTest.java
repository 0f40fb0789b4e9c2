package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
    @Test
    void membersElementsAndNestingAreSeparatedByCommas() {
        String json = new JsonWriter()
                .object()
                .member("a", "x")
                .array("b")
                .value("y")
                .object()
                .end()
                .array()
                .end()
                .raw("5")
                .end()
                .object("c")
                .member("d", true)
                .end()
                .member("e", 7)
                .raw("f", "[1,2]")
                .done();
        assertEquals("{\"a\":\"x\",\"b\":[\"y\",{},[],5],\"c\":{\"d\":true},\"e\":7,\"f\":[1,2]}", json);
    }

    @Test
    void whatIsNotThereLeavesNoTrace() {
        String json = new JsonWriter()
                .object()
                .member("a", (String) null)
                .member("b", (Long) null)
                .raw("c", null)
                .flag("d", false)
                .flag("e", true)
                .done();
        assertEquals("{\"e\":true}", json);
    }

    @Test
    void membersGoIntoAnObjectOfSomebodyElse() {
        String you = new JsonWriter().object("you").member("id", "5").done();
        assertEquals("\"you\":{\"id\":\"5\"}", you);
        assertEquals(
                "{\"a\":1," + you + ",\"b\":2}",
                new JsonWriter().object().member("a", 1).raw(you).member("b", 2).done());
    }

    @Test
    void aTextMayEndLikeABracket() {
        assertEquals(
                "[\"{\",\":\"]", new JsonWriter().array().value("{").value(":").done());
    }

    @Test
    void textsAreEscapedAndRepaired() throws Exception {
        String text = "\"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028é\uD83D\uDE00\uD83D!\uDE00";
        String json = Json.quote(text);
        assertEquals("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\u2028é\uD83D\uDE00\uFFFD!\uFFFD\"", json);
        assertEquals(Text.repair(text), ((jakarta.json.JsonString) Json.parse(json)).getString());
    }

    @Test
    void anObjectThatIsJsonAlreadyGoesOn() {
        WireText known = WireText.of("{\"id\":\"{\"}");
        String json = new JsonWriter()
                .array()
                .object(known)
                .member("joined", 9)
                .array("trail")
                .ascii("[1,2,3]")
                .end()
                .end()
                .raw(known)
                .object(known)
                .ascii("lat", "1.5")
                .ascii("lon", null)
                .token("key", "AQL/")
                .done();
        assertEquals(
                "[{\"id\":\"{\",\"joined\":9,\"trail\":[[1,2,3]]},{\"id\":\"{\"},{\"id\":\"{\",\"lat\":1.5,\"key\":\"AQL/\"}]",
                json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\n\"\\", "é", "中", "a\n\uD83D\uDE00", "\uD83D", "\uDE00\uD83D\b"})
    void whatIsKnownOfThePiecesIsTrueOfTheWhole(String text) {
        WireText json = new JsonWriter()
                .object(new JsonWriter().object().member("a", text).wire())
                .member("b", WireText.of(text))
                .array("c")
                .value(text)
                .raw(Json.quote(text))
                .ascii("1.5")
                .wire();
        WireText looked = WireText.of(json.text());
        assertEquals(looked.text(), json.text());
        assertEquals(looked.length(), json.length());
        assertEquals(looked.heapBytes(), json.heapBytes());
    }
}
