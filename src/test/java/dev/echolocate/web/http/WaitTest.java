package dev.echolocate.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a long poll waits: proxies as they come end it after 50 s. */
class WaitTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "0.3, 300", "25, 25000", "45, 45000", "46, 45000", "60, 45000", "86400, 45000", "99999.5, 45000"
    })
    void moreThanTheLongestIsTheLongest(String asked, long millis) throws Problem {
        assertEquals(millis, HttpFeeds.wait(asked));
    }

    @Test
    void whoDoesNotAskDoesNotWait() throws Problem {
        assertEquals(0, HttpFeeds.wait(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "1e1", "0x1p1", "1f", "NaN", "1."})
    void whatIsNoNumberIsRefused(String asked) {
        assertEquals("bad_query", assertThrows(Problem.class, () -> HttpFeeds.wait(asked)).code);
    }
}
