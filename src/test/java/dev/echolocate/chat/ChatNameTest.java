package dev.echolocate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.echolocate.base.BadMessageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatNameTest {
    private static String code(String name) {
        return assertThrows(BadMessageException.class, () -> ChatName.of(name)).code();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "Ann",
                "Ren\u00e9",
                "\u4f60\u597d",
                "\u0639\u0644\u064a",
                "O'Neil & <b>",
                "\uD83D\uDE00",
                "\u2764\ufe0f",
                "\uD83D\uDEE0\ufe0f",
                "a b",
                "12345678901234567890123456789012",
                "\u0915\u094d\u0937",
                "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
                "\u062e\u0627\u0646\u0647\u200c\u0627\u06cc",
                "\uD83D\uDC68\u200d\uD83D\uDC69\u200d\uD83D\uDC67",
                "1\ufe0f\u20e3"
            })
    void namesAreShownAsTheyAreChosen(String name) throws Exception {
        assertEquals(name, ChatName.of(name).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u3000",
                "\u00a0 \u00a0",
                "a\nb",
                "a\tb",
                "a\u0000",
                "a\u007f",
                "a\u0085b",
                "\u001b[31m",
                "a\u2028b",
                "a\u2029b",
                "a\u202eb",
                "a\u2066b",
                "a\u2069",
                "a\u200eb",
                "a\u061cb",
                "a\u200bb",
                "a\u200db",
                "a\u00adb",
                "a\u2060b",
                "\ufeffa",
                "a\uDB40\uDC67",
                "a\uD83D",
                "\uDE00a",
                "a\ue000",
                "a\uDBFF\uDFFF",
                "a\ufdd0",
                "a\u034f",
                "a\u3164",
                "a\uffa0",
                "a\u115f",
                "a\u2800",
                "a\ufe0f",
                "1\ufe0f",
                "a\uDB40\uDD00",
                "\u2764\ufe0f\ufe0f",
                "\u0301",
                "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301"
            })
    void whatCanNotBeSeenOrControlsTheTextAroundItIsNone(String name) {
        assertEquals("bad_name", code(name));
    }

    @Test
    void lengthsAreCodePointsOfWhatIsShown() throws Exception {
        assertEquals(64, ChatName.of("\uD83D\uDE00".repeat(32)).text().length());
        assertEquals("bad_name", code("\uD83D\uDE00".repeat(33)));
        assertEquals("bad_name", code("x".repeat(33)));
        assertEquals("\u00e9".repeat(32), ChatName.of("e\u0301".repeat(32)).text());
        assertEquals("x".repeat(32), ChatName.of(" " + "x".repeat(32) + "  ").text());
    }

    @ParameterizedTest
    @CsvSource({
        "Ann,ann",
        "Ann,ANN",
        "Ann,\uff21\uff4e\uff4e",
        "Ren\u00e9,Rene\u0301",
        "A B,a \u00a0 b",
        "A B,A\u3000B",
        "\ufb01n,fin",
        "\u00c5,\u212b",
        "\u2167,viii",
        "\u2764,\u2764\ufe0f",
        "\uD83D\uDC68\uD83D\uDC69,\uD83D\uDC68\u200d\uD83D\uDC69",
        "\u0646\u0645,\u0646\u200c\u0645"
    })
    void whatLooksAlikeIsOneName(String one, String other) throws Exception {
        assertEquals(ChatName.of(one).key(), ChatName.of(other).key());
    }

    @ParameterizedTest
    @CsvSource({"Ann,Anna", "Ann,\u0410nn", "A B,AB", "Rene,Ren\u00e9"})
    void othersAreNot(String one, String other) throws Exception {
        assertNotEquals(ChatName.of(one).key(), ChatName.of(other).key());
    }

    @Test
    void spacesAroundItAreNoneOfIt() throws Exception {
        assertEquals("Ann Lee", ChatName.of(" \u00a0Ann \u3000 Lee\n").text());
    }

    @Test
    void theNameOfALoginIsMadeOne() throws Exception {
        assertEquals("ann@example.org", ChatName.ofUser("ann@example.org").text());
        assertEquals("ann", ChatName.ofUser("an\u202en\u0000").text());
        assertEquals("x".repeat(32), ChatName.ofUser("x".repeat(200)).text());
        assertEquals("x".repeat(31), ChatName.ofUser("x".repeat(31) + " y").text());
        assertThrows(BadMessageException.class, () -> ChatName.ofUser("\u202e"));
    }
}
