package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WireTextTest {
    @Test
    void itIsAsLongAsItsBytesAndAsWideAsItsCharacters() {
        assertEquals(3, WireText.of("abc").length());
        assertFalse(WireText.of("abc").isWide());
        assertEquals(2, WireText.of("é").length());
        assertEquals(1, WireText.of("é").heapBytes());
        assertEquals(7, WireText.of("\uD83D\uDE00中").length());
        assertEquals(6, WireText.of("\uD83D\uDE00中").heapBytes());
        assertTrue(WireText.of("中").isWide());
    }

    @Test
    void whatIsWholeIsKeptAndWhatIsNotIsRepaired() {
        String whole = "a\uD83D\uDE00";
        assertSame(whole, WireText.of(whole).text());
        WireText repaired = WireText.of("\uDE00a\uD83D");
        assertEquals("\uFFFDa\uFFFD", repaired.text());
        assertEquals(7, repaired.length());
    }

    @Test
    void whatIsPutTogetherIsNotLookedAt() {
        WireText joined = WireText.joined("[中]", 5, true);
        assertEquals(WireText.of("[中]").length(), joined.length());
        assertEquals(WireText.of("[中]").heapBytes(), joined.heapBytes());
    }
}
