package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    @Test
    void noneAndEmptyHaveNothing() {
        assertNull(Query.of(null).get("a"));
        assertNull(Query.of("").get("a"));
        assertNull(Query.of("").get(""));
        assertNull(Query.of("=v&&&").get(""));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "a=b,b",
                "a,\"\"",
                "a=,\"\"",
                "a=b=c,b=c",
                "a=1&a=2,1",
                "x&a=1,1",
                "%61=1,1",
                "a=1+2,1 2",
                "a=1%2B2,1+2",
                "a=%E4%BD%A0,\u4f60",
                "a=%e4%bd%a0,\u4f60",
                "a=100%,100%",
                "a=100%+%41,100% A",
                "a=%zz%41,%zzA",
                "a=%4,%4",
                "a=%+1%-1,\"% 1%-1\"",
                "a=%FF,\uFFFD",
            })
    void valuesAreDecodedAndWhatIsMalformedStandsForItself(String query, String value) {
        assertEquals(value, Query.of(query).get("a"));
    }

    @Test
    void whatIsEncodedComesBack() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(10); n > 0; n--) {
                text.appendCodePoint(random.nextInt(0xD800));
            }
            String value = text.toString();
            assertEquals(
                    value,
                    Query.of("x=&a=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&a=")
                            .get("a"));
        }
    }

    @Test
    void thousandsOfParametersAreCutOff() {
        Query query = Query.of("x&".repeat(50) + "a=1&" + "y=2&".repeat(5_000) + "z=3");
        assertEquals("1", query.get("a"));
        assertNull(query.get("z"));
    }

    @Test
    void valuesAreNotShown() {
        assertFalse(Query.of("secret=hidden").toString().contains("hidden"));
    }
}
