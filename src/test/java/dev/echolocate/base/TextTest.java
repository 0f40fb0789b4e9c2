package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextTest {
    private static final String FACE = "\uD83D\uDE00";

    @Test
    void loneSurrogatesAreReplacedAndPairsAreNot() {
        assertEquals("a\uFFFDb", Text.repair("a\uD83Db"));
        assertEquals("\uFFFD", Text.repair("\uDE00"));
        assertEquals("\uFFFD" + FACE, Text.repair("\uD83D" + FACE));
        assertEquals("\uFFFD\uFFFD", Text.repair("\uDE00\uD83D"));
        assertEquals(FACE + "\uFFFD", Text.repair(FACE + "\uD83D"));
    }

    @Test
    void whatNeedsNoRepairIsNotCopied() {
        String whole = "a\u00e9\u4f60" + FACE;
        assertSame(whole, Text.repair(whole));
    }

    /** For any chars: the repaired text is what an encoder makes of it, and its length was told before. */
    @Test
    void lengthsAndRepairsAgreeWithTheEncoder() {
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            String text = randomText(random);
            String repaired = Text.repair(text);
            byte[] utf8 = repaired.getBytes(StandardCharsets.UTF_8);
            assertEquals(repaired, new String(utf8, StandardCharsets.UTF_8));
            assertEquals(text.length(), repaired.length());
            assertEquals(utf8.length, Text.utf8Length(text), text);
            assertEquals(utf8.length, Text.utf8Length(repaired), text);

            int bytes = random.nextInt(utf8.length + 2);
            String start = Text.start(text, bytes);
            assertTrue(repaired.startsWith(start));
            assertTrue(Text.utf8Length(start) <= bytes);
            if (start.length() < repaired.length()) {
                int next = Character.charCount(repaired.codePointAt(start.length()));
                assertTrue(Text.utf8Length(repaired.substring(0, start.length() + next)) > bytes, "more would fit");
            }
        }
    }

    @Test
    void heapBytesAreOneOrTwoForEachCharacter() {
        assertEquals(0, Text.heapBytes(""));
        assertEquals(2, Text.heapBytes("\u00ffa"));
        assertEquals(4, Text.heapBytes("\u0100a"));
    }

    private static String randomText(Random random) {
        char[] some = {'a', '\u007f', '\u0080', '\u07ff', '\u0800', '\uD83D', '\uDBFF', '\uDC00', '\uDE00', '\uFFFF'};
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
            text.append(some[random.nextInt(some.length)]);
        }
        return text.toString();
    }
}
