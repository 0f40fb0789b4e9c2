package dev.echolocate.echo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.base.Text;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FragmentsTest {
    @Test
    void theyAreAboutOneLength() {
        assertEquals(List.of("ab", "cd", "efg"), Fragments.of("abcdefg", 3));
        assertEquals(List.of("abc"), Fragments.of("abc", 1));
    }

    @Test
    void thereAreAlwaysAsManyAsWereAskedFor() {
        assertEquals(List.of("", "a", "b"), Fragments.of("ab", 3));
        assertEquals(List.of("", ""), Fragments.of("", 2));
        assertEquals(1000, Fragments.of(new byte[7], 1000).size());
    }

    @Test
    void noCodePointIsSplit() {
        String face = "\ud83d\ude00";
        for (int count = 1; count < 9; count++) {
            List<String> parts = Fragments.of("a" + face + face, count);
            assertEquals("a" + face + face, String.join("", parts));
            parts.forEach(part -> assertEquals(part, Text.repair(part)));
        }
    }

    @Test
    void bytesAreAllThere() {
        byte[] bytes = {1, 2, 3, 4, 5};
        byte[] all = new byte[5];
        ByteBuffer gathered = ByteBuffer.wrap(all);
        Fragments.of(bytes, 3).forEach(gathered::put);
        assertArrayEquals(bytes, all);
    }
}
