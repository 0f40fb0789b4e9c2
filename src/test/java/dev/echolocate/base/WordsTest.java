package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "<b>",
                "Ren\u00e9",
                "e\u0301",
                "\u4f60\u597d",
                "\u0639\u0644\u064a",
                "\u0645\u06cc\u200c\u062e",
                "\u0915\u094d\u200d\u0937",
                "\uD83D\uDC68\u200d\uD83D\uDC69\u200d\uD83D\uDC67",
                "\u2764\ufe0f",
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
                "a b",
                "a\u00a0b"
            })
    void names(String text) {
        assertTrue(Words.plain(text, 64));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\u0000",
                "\u001b[31m",
                "a\u007f",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\u202eb",
                "a\u2066b",
                "a\u2069",
                "a\u200eb",
                "a\u200fb",
                "a\u061cb",
                "a\u200bb",
                "a\u00adb",
                "a\u2060b",
                "\ufeffa",
                "a\ufff9b",
                "a\uD83D",
                "\uDE00a",
                "a\uDB40\uDC01"
            })
    void whatControlsTheTextAroundItIsNone(String text) {
        assertFalse(Words.plain(text, 64));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0",
                "\u3000",
                "\u200d",
                "\u200c \u200d",
                "\ufe0f",
                "\u0301",
                "\u034f",
                "\u115f",
                "\u1160",
                "\u3164",
                "\uffa0",
                "\u2800",
                "\uDB40\uDC67",
                "\u3164 \u3164"
            })
    void whatLooksLikeNothingIsNone(String text) {
        assertFalse(Words.plain(text, 64));
    }

    @Test
    void lengthsAreUtf16Units() {
        assertTrue(Words.plain("x".repeat(64), 64));
        assertFalse(Words.plain("x".repeat(65), 64));
        assertTrue(Words.plain("\uD83D\uDE00".repeat(32), 64));
        assertFalse(Words.plain("\uD83D\uDE00".repeat(33), 64));
    }
}
