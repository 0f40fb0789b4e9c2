package dev.echolocate.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Query;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoOptionsTest {
    private static EchoOptions options(String query) throws EchoOptions.WrongOptionException {
        return EchoOptions.of(Query.of(query));
    }

    @Test
    void nothingAskedForIsNothingSpecial() throws Exception {
        assertEquals(EchoOptions.NONE, options("utm_source=x&delay2=-1"));
    }

    @Test
    void everythingAtOnce() throws Exception {
        assertEquals(
                new EchoOptions(
                        "> ",
                        60_000,
                        1000,
                        100,
                        true,
                        true,
                        0,
                        new EchoOptions.RequestedEnd(false, 4999, "\u4f60", 1_000_000)),
                options("prefix=%3E+&delay=60000&frames=1000&ping=100&report=1&mute=1&size=0"
                        + "&close=4999&reason=%E4%BD%A0&after=1000000"));
        assertEquals(
                new EchoOptions.RequestedEnd(true, -1, "", 0), options("drop=1").ending());
        assertNull(options("drop=0&mute=0&report=0").ending());
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1010, 1013, 1014, 3000, 4999})
    void codesThatMayBeSent(int code) throws Exception {
        assertEquals(
                new EchoOptions.RequestedEnd(false, code, "", 0),
                options("close=" + code).ending());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delay=|delay: 0 to 60000, not \"\"",
                "delay|delay: 0 to 60000, not \"\"",
                "delay=60001|delay: 0 to 60000, not \"60001\"",
                "delay=-1|delay: 0 to 60000, not \"-1\"",
                "delay=1.5|delay: 0 to 60000, not \"1.5\"",
                "delay=%D9%A3|delay: 0 to 60000, not \"?\"",
                "delay=99999999999999999999|delay: 0 to 60000, not \"9999999999999999...\"",
                "delay=1&delay=x&frames=0|frames: 1 to 1000, not \"0\"",
                "frames=1000000000|frames: 1 to 1000, not \"1000000000\"",
                "ping=1|ping: 100 to 60000, not \"1\"",
                "ping=0|ping: 100 to 60000, not \"0\"",
                "report=1|report: only with ping",
                "report=yes&ping=100|report: 1 or 0, not \"yes\"",
                "mute=true|mute: 1 or 0, not \"true\"",
                "size=1048577|size: 0 to 1048576, not \"1048577\"",
                "drop=2|drop: 1 or 0, not \"2\"",
                "drop=1&close=1000|close, drop: one of them",
                "close=x|close: 0 to 65535, not \"x\"",
                "reason=x|reason: only with close",
                "reason=x&drop=1|reason: only with close",
                "after=1|after: only with close or drop",
                "close=1000&after=1000001|after: 0 to 1000000, not \"1000001\"",
            })
    void whatIsWrongIsSaid(String query, String why) {
        assertEquals(why, EchoOptions.refusal(Query.of(query)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 2999, 5000})
    void codesThatMayNotBeSent(int code) {
        assertEquals(
                "close: a code that may be sent: 1000-1003, 1007-1014 or 3000-4999, not " + code,
                EchoOptions.refusal(Query.of("close=" + code)));
    }

    @Test
    void aReasonFitsIntoACloseFrame() {
        String most = "%E4%BD%A0".repeat(41);
        assertNull(EchoOptions.refusal(Query.of("close=1000&reason=" + most)));
        assertEquals(
                "reason: at most 123 bytes in UTF-8, not 124",
                EchoOptions.refusal(Query.of("close=1000&reason=x" + most)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delay", "close", "after", "frames", "ping", "report", "drop", "mute", "size"})
    void everyRefusalFitsIntoACloseFrame(String name) {
        String why = EchoOptions.refusal(Query.of(name + "=" + "%00%F0%9F%98%80".repeat(100)));
        assertTrue(why != null && why.startsWith(name + ": "), why);
        assertTrue(why.getBytes(StandardCharsets.UTF_8).length <= EchoOptions.MAX_REASON, why);
        assertTrue(why.matches("[\\x20-\\x7E]+"), why);
    }
}
