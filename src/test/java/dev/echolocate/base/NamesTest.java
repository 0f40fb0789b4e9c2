package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", "_", "-", "default", "A-b_9"})
    void good(String name) {
        assertTrue(Names.valid(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "a.b", "..", "%61", "\u00e9", "a\n", "\u0661", "a~b"})
    void bad(String name) {
        assertFalse(Names.valid(name));
    }

    @Test
    void sixtyFourAtMost() {
        assertTrue(Names.valid("x".repeat(64)));
        assertFalse(Names.valid("x".repeat(65)));
    }

    @Test
    void theDefaultIsOne() {
        assertTrue(Names.valid(Names.DEFAULT));
    }
}
