package dev.echolocate.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.echolocate.base.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"|echo: hello",
                "other=x|echo: hello",
                "prefix=|hello",
                "prefix|hello",
                "prefix=%3E%20|> hello",
                "prefix=a&prefix=b|ahello",
                "prefix=%F0%9F%98%80|\uD83D\uDE00hello",
            })
    void thePrefixIsWhatTheQuerySays(String query, String reply) {
        assertEquals(reply, Echo.of(Query.of(query)).reply("hello"));
    }

    @Test
    void withoutAPrefixNothingIsCopied() {
        String text = "as it was";
        assertSame(text, Echo.of(Query.of("prefix=")).reply(text));
    }
}
