package dev.echolocate.echo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.echolocate.base.Query;
import dev.echolocate.base.WireText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoTest {
    private static Echo echo(String query) throws EchoOptions.WrongOptionException {
        return new Echo(EchoOptions.of(Query.of(query)));
    }

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
                "size=3|abc",
                "size=0&prefix=x|\"\"",
                "size=28|abcdefghijklmnopqrstuvwxyzab",
            })
    void theReplyIsWhatTheQuerySays(String query, String reply) throws Exception {
        assertEquals(reply, echo(query).reply(WireText.of("hello")).text());
    }

    @Test
    void withoutAPrefixNothingIsCopied() throws Exception {
        WireText text = WireText.of("as it was");
        assertSame(text, echo("prefix=").reply(text));
        byte[] bytes = {1};
        assertSame(bytes, echo("").reply(bytes));
    }

    @Test
    void bytesOfAnySizeCountUp() throws Exception {
        assertArrayEquals(new byte[] {0, 1, 2}, echo("size=3").reply(new byte[] {9, 9, 9, 9}));
        assertEquals(1, echo("size=258").reply(new byte[0])[257]);
        assertEquals(
                EchoOptions.MAX_SIZE,
                echo("size=1048576").reply(WireText.of("")).length());
    }
}
