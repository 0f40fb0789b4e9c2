package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases are the pages', too ({@code name.test.js}): one rule for all names. */
class WordsTest {
    private static JsonObject cases() throws Exception {
        return Json.object(Json.parse(Files.readString(Path.of("src/test/resources/names.json"))), "cases");
    }

    static Stream<String> names() throws Exception {
        return cases().getJsonArray("names").getValuesAs(JsonString::getString).stream();
    }

    static Stream<String> nothing() throws Exception {
        return cases().getJsonArray("nothing").getValuesAs(JsonString::getString).stream();
    }

    static Stream<String> unclean() throws Exception {
        return cases().getJsonObject("cleaned").keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameIsTakenAsItIs(String name) {
        assertTrue(Words.plain(name, 64));
        assertEquals(name, Words.cleaned(name));
    }

    @ParameterizedTest
    @MethodSource("unclean")
    void whatHasNoPlaceInANameIsRefusedOrLeftOut(String text) throws Exception {
        String name = cases().getJsonObject("cleaned").getString(text);
        assertFalse(Words.plain(text, 64));
        assertEquals(name, Words.cleaned(text));
        assertTrue(Words.plain(name, 64));
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void whatLooksLikeNothingIsNone(String text) {
        assertFalse(Words.plain(text, 64));
    }

    @Test
    void aLetterWith31AccentsIsNone() {
        assertFalse(Words.plain("e" + "\u0301".repeat(31), 64));
        assertEquals("e" + "\u0301".repeat(6), Words.cleaned("e" + "\u0301".repeat(31)));
    }

    @Test
    void lengthsAreUtf16Units() {
        assertTrue(Words.plain("x".repeat(64), 64));
        assertFalse(Words.plain("x".repeat(65), 64));
        assertTrue(Words.plain("\uD83D\uDE00".repeat(32), 64));
        assertFalse(Words.plain("\uD83D\uDE00".repeat(33), 64));
    }

    /** Otherwise a page would send what the server refuses. */
    @ParameterizedTest
    @CsvSource({"VIRAMA", "JOINS_NEXT", "JOINS_BEFORE", "PICTURE", "FORBIDDEN"})
    void thePagesHaveTheSameTables(String name) throws Exception {
        String page = Files.readString(Path.of("src/main/webapp/lib/name.js"));
        String declared = page.substring(page.indexOf("const " + name + " ="));
        String table = Pattern.compile("String\\.raw`(.*)`")
                .matcher(declared.substring(0, declared.indexOf(";\n")))
                .results()
                .map((MatchResult line) -> line.group(1))
                .collect(Collectors.joining());
        assertEquals(Words.class.getDeclaredField(name).get(null), table.replaceAll("\\\\u\\{(\\w+)}", "\\\\x{$1}"));
    }

    @Test
    void whatIsCleanedIsClean() {
        Random random = new Random(10);
        String parts = "aé e\u0301\u094d\u0915\u200c\u200d\u0645\u0631\ufe0f1\u20e3❤\u200e\u3164"
                + "\uD83D\uDC68\uD83C\uDFFD\uDB40\uDC67\uD83D";
        int[] all = parts.codePoints().toArray();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(14); length >= 0; length--) {
                text.appendCodePoint(all[random.nextInt(all.length)]);
            }
            String cleaned = Words.cleaned(text.toString());
            assertEquals(cleaned, Words.cleaned(cleaned));
        }
    }
}
