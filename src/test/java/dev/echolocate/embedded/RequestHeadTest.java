package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1|Host: a",
                "|GET / HTTP/1.1|Host: a",
                "GET / HTTP/1.0",
                "GET / HTTP/1.0|Host: a",
                "OPTIONS * HTTP/1.1|Host: a",
                "BREW /pot HTTP/1.1|Host: a",
                "M-SEARCH!#$%&'*+.^_`~ /x HTTP/1.1|Host: a",
                "GET http://a.example/x?y HTTP/1.1|Host: a.example",
                "GET https://a.example HTTP/1.1|Host: a.example",
                "GET /?a=<b>\"{}^\\`%zz HTTP/1.1|Host: a",
                "GET /\u00c3\u00a9 HTTP/1.1|Host: a",
                "GET / HTTP/1.1|Host: a.example:8080",
                "GET / HTTP/1.1|Host: [::1]:8080",
                "GET / HTTP/1.1|Host: [fe80::1%eth0]",
                "GET / HTTP/1.1|Host: 127.0.0.1:",
                "GET / HTTP/1.1|Host: under_score",
                "GET / HTTP/1.1|host:a",
                "GET / HTTP/1.1|HOST:\t a \t",
                "GET / HTTP/1.1|Host: a|Empty:",
                "GET / HTTP/1.1|Host: a|X: a\tb \u00c3\u00a9",
                "POST / HTTP/1.1|Host: a|Content-Length: 007",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: Chunked",
            })
    void isRight(String lines) {
        String head = lines.replace("|", "\r\n") + "\r\n\r\n";
        assertNull(check(head), () -> String.valueOf(check(head)));
        assertTrue(whole(head).isWhole());
        assertTrue(whole(head.replace("\r\n", "\n")).isWhole());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "400~Host: a|Content-Length : 50",
                "400~Host: a|Content-Length\t: 50",
                "400~Host: a|Content-Length: 5|Transfer-Encoding: chunked",
                "400~Host: a|Transfer-Encoding: chunked|Content-Length: 5",
                "501~Host: a|Transfer-Encoding: gzip",
                "501~Host: a|Transfer-Encoding: gzip, chunked",
                "501~Host: a|Transfer-Encoding: chunked;q=1",
                "400~Host: a|Transfer-Encoding: chunked, chunked",
                "400~Host: a|Transfer-Encoding: chunked|Transfer-Encoding: chunked",
                "400~Host: a|Transfer-Encoding: identity",
                "400~Host: a|Transfer-Encoding: identity, chunked",
                "400~Host: a|Transfer-Encoding:",
                "400~Host: a|Transfer-Encoding: ,chunked",
                "400~Host: a|Content-Length: 5|Content-Length: 6",
                "400~Host: a|Content-Length: 5, 6",
                "400~Host: a|Content-Length: 5, 5",
                "400~Host: a|Content-Length: +5",
                "400~Host: a|Content-Length: -5",
                "400~Host: a|Content-Length: 0x5",
                "400~Host: a|Content-Length: 5 5",
                "400~Host: a|Content-Length:",
                "400~Host: a|Content-Length: 9999999999999999999",
                "400~Host: a|Host: a",
                "400~X: a",
                "400~Host:",
                "400~Host: a b",
                "400~Host: a/b",
                "400~Host: user@a",
                "400~Host: a:port",
                "400~Host: [::1",
                "400~Host: a, b",
                "400~Host: a|no colon",
                "400~Host: a|: no name",
                "400~Host: a|X Y: z",
                "400~Host: a|X(: z",
                "400~Host: a|\u00c3\u00a9: z",
                "400~ X: a|Host: a",
                "400~Host: a|X: a| folded",
                "400~Host: a|X: a|\tfolded",
                "400~Host: a|X: bare\rreturn",
                "400~Host: a|X: nul\0nul",
                "400~Host: a|X: del\u007f",
            })
    void headersAreRefused(int status, String headers) {
        assertFault(status, "POST / HTTP/1.1|" + headers + "||");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "400~nonsense",
                "400~GET /",
                "400~GET  HTTP/1.1",
                "400~ GET / HTTP/1.1",
                "400~GET  / HTTP/1.1",
                "400~GET / HTTP/1.1 ",
                "400~GET /a b HTTP/1.1",
                "400~GET /a\tb HTTP/1.1",
                "400~GET\t/ HTTP/1.1",
                "400~G(T / HTTP/1.1",
                "400~\u00c3\u00a9 / HTTP/1.1",
                "400~GET x HTTP/1.1",
                "400~GET * HTTP/1.1",
                "400~GET ftp://a/ HTTP/1.1",
                "400~GET http:///x HTTP/1.1",
                "400~GET http://a@b/x HTTP/1.1",
                "400~GET / http/1.1",
                "400~GET / HTTP/1",
                "400~GET / HTTP/1.1x",
                "400~GET / HTTP/11.1",
                "501~CONNECT a:80 HTTP/1.1",
                "505~GET / HTTP/2.0",
                "505~PRI * HTTP/2.0",
                "505~GET / HTTP/0.9",
                "505~GET / HTTP/1.2",
                "505~GET / HTTP/9.9",
                "400~||GET / HTTP/1.1|",
                "400~\u0016\u0003\u0001",
            })
    void requestLinesAreRefused(int status, String line) {
        String head = line.startsWith("||") ? "|" + line : line;
        assertFault(status, head + "|Host: a||");
    }

    @Test
    void transferEncodingIsNotOfHttp10() {
        assertFault(400, "POST / HTTP/1.0|Transfer-Encoding: chunked||");
    }

    @Test
    void aWrongLineIsRefusedBeforeTheHeadIsWhole() {
        assertNotNull(check(GET + "no colon\r\n"));
        assertNotNull(check("nonsense\r\n"));
        assertNotNull(check("\u0016"));
        assertNull(check(GET + "no colon"));
    }

    @Test
    void itIsBounded() {
        assertEquals(
                414, new RequestHead(100).read(bytes("GET /" + "a".repeat(100))).status());
        assertEquals(
                431,
                new RequestHead(100).read(bytes(GET + "X: " + "a".repeat(100))).status());
        assertNull(new RequestHead(GET.length() + 2).read(bytes(GET + "\r\nX: " + "a".repeat(100))));
        assertEquals(431, check(GET + "A: b\r\n".repeat(100) + "\r\n").status());
        assertNull(check(GET + "A: b\r\n".repeat(99) + "\r\n"));
    }

    @Test
    void inPiecesItIsTheSame() {
        String head = "\r\nPOST /feeds/x?y HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n";
        RequestHead reading = new RequestHead(1000);
        for (int i = 1; i <= head.length(); i++) {
            assertFalse(reading.isWhole());
            assertNull(reading.read(bytes(head.substring(0, i))));
        }
        assertTrue(reading.isWhole());
        assertEquals(2, reading.start());
        assertEquals("/feeds/x", reading.path());
    }

    @Test
    void itEndsAtItsEmptyLine() {
        assertNull(check(GET + "\r\n\0\r\r\r"));
    }

    @Test
    void itKnowsItsPath() {
        assertEquals(
                "/x",
                whole("GET http://a.example/x?y HTTP/1.1\r\nHost: a\r\n\r\n").path());
        assertEquals(
                "", whole("GET http://a.example?y HTTP/1.1\r\nHost: a\r\n\r\n").path());
        assertTrue(whole("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").isHead());
    }

    /** Whatever comes, it ends, and says one thing whether it comes in one piece or in many. */
    @Test
    void anyBytesWillDo() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] words = {
            "GET",
            " ",
            "/",
            "HTTP/1.1",
            "\r",
            "\n",
            "\r\n",
            "Host",
            ":",
            "a",
            "\t",
            "\0",
            "Content-Length",
            "5",
            ",",
            "chunked",
            "Transfer-Encoding",
            "\u00ff",
            "?",
            "%",
            "[",
            "]"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? GET : "");
            for (int j = random.nextInt(20); j >= 0; j--) {
                text.append(words[random.nextInt(words.length)]);
            }
            ByteBuffer all = bytes(text.toString());
            RequestHead pieces = new RequestHead(200);
            RequestHead.HeadFault fault = null;
            for (int j = 1; fault == null && j <= all.limit(); j++) {
                fault = pieces.read(all.duplicate().limit(j));
            }
            assertEquals(new RequestHead(200).read(all), fault, "seed " + seed);
        }
    }

    private static void assertFault(int status, String lines) {
        String head = lines.replace("|", "\r\n");
        RequestHead.HeadFault fault = check(head);
        assertNotNull(fault, "let in");
        assertEquals(status, fault.status(), fault::why);
        assertEquals(1, fault.why().lines().count());
    }

    private static RequestHead.HeadFault check(String head) {
        return RequestHead.check(bytes(head));
    }

    private static RequestHead whole(String head) {
        RequestHead read = new RequestHead(10_000);
        assertNull(read.read(bytes(head)));
        return read;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
