package dev.echolocate.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class PicturesTest {
    private static final Content KILOBYTE = new Content("image/svg+xml", new byte[1000]);

    private final Pictures pictures = new Pictures(4000);

    @Test
    void theLongestUnaskedForGoesFirst() {
        for (String text : new String[] {"a", "b", "c"}) {
            pictures.put(text, KILOBYTE);
        }
        assertSame(KILOBYTE, pictures.get("a"));
        pictures.put("d", KILOBYTE);
        assertNull(pictures.get("b"));
        assertNotNull(pictures.get("a"));
        assertNotNull(pictures.get("c"));
        assertNotNull(pictures.get("d"));
    }

    @Test
    void oneThatIsMadeTwiceCountsOnce() {
        for (int i = 0; i < 10; i++) {
            pictures.put("a", KILOBYTE);
        }
        pictures.put("b", KILOBYTE);
        pictures.put("c", KILOBYTE);
        assertNotNull(pictures.get("a"));
        assertNotNull(pictures.get("b"));
    }

    @Test
    void oneThatIsTooLongIsNotKept() {
        pictures.put("a", KILOBYTE);
        pictures.put("b", new Content("image/svg+xml", new byte[4000]));
        assertNull(pictures.get("b"));
        pictures.put("c", KILOBYTE);
        assertEquals(KILOBYTE, pictures.get("c"));
    }
}
