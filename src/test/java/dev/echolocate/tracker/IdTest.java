package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Decimals;
import dev.echolocate.base.Json;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {
    private static Id id(String json) throws BadMessageException {
        return Id.decode(Json.parse(json));
    }

    @Test
    void aNumberAndItsTextAreOneEachAsItWasSent() throws Exception {
        assertEquals(new Id("5", "5"), id("5"));
        assertEquals(new Id("5", "\"5\""), id("\"5\""));
        assertEquals(new Id("0.25", "0.25"), id("0.25"));
    }

    /** Else who sends 5.0 would move the 5 of everybody who reads numbers as doubles. */
    @ParameterizedTest
    @CsvSource({
        "5,5.0",
        "5,50e-1",
        "5,0.5E+1",
        "100,1e2",
        "100,1.00e2",
        "0,-0",
        "0,0e5",
        "0,1e-999999999",
        "9007199254740992,9007199254740993",
        "0.1,0.1000000000000000055511151231257827",
        "0.1,1e-1",
        "1e21,1000000000000000000000",
    })
    void numbersThatAreOneDoubleAreOneId(String one, String other) throws Exception {
        assertEquals(id(one).key(), id(other).key());
    }

    @Test
    void differentDoublesAreDifferentIds() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 5_000; i++) {
            double value = i % 2 == 0 ? random.nextDouble() : random.nextInt(1 << 20) + random.nextInt(10) / 10.0;
            assertEquals(id(Double.toString(value)).key(), Decimals.of(value));
            assertNotEquals(
                    id(Double.toString(value)).key(),
                    id(Double.toString(Math.nextUp(value))).key());
        }
    }

    @Test
    void boundaries() throws Exception {
        assertEquals("x".repeat(64), id('"' + "x".repeat(64) + '"').key());
        id("1" + "0".repeat(59));
        for (String bad : new String[] {'"' + "x".repeat(65) + '"', "1".repeat(65), "0." + "1".repeat(63)}) {
            assertThrows(BadMessageException.class, () -> id(bad), bad);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "[]",
                "{}",
                "\"\"",
                "\" \"",
                "\"a\\nb\"",
                "\"\\u202ea\"",
                "\"\\ud83d\"",
                "\"\\u3164\"",
                "1e400",
                "-1e999999999"
            })
    void whatIsNoId(String json) {
        assertEquals(
                "bad_id",
                assertThrows(BadMessageException.class, () -> id(json)).code());
    }

    @Test
    void noIdAtAll() {
        assertThrows(BadMessageException.class, () -> Id.decode(null));
    }
}
