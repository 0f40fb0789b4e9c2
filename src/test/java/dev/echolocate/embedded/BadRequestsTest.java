package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.HeldExchanges;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 9112 wants refused is, on the wire: with words, and with the connection's end where it may be framed wrongly. */
class BadRequestsTest {
    private static final String HOST = " HTTP/1.1\r\nHost: a\r\n";

    @TempDir
    static Path root;

    private static Served served;

    @BeforeAll
    static void start() throws Exception {
        served = Served.at(root, s -> s.withExchanges(Map.of(HeldExchanges.PATTERN, new HeldExchanges())));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400,Content-Length : 50",
        "400,'Content-Length: 5\r\nTransfer-Encoding: chunked'",
        "400,'Transfer-Encoding: chunked, chunked'",
        "400,Transfer-Encoding: identity",
        "501,Transfer-Encoding: gzip",
        "400,'Content-Length: 5\r\nContent-Length: 6'",
        "400,Host: b",
        "400,no colon",
        "400,'X: a\r\n b'",
    })
    void isRefusedInWordsAndTheConnectionEnds(int status, String headers) throws Exception {
        String rest = "\r\n\r\nGET /app.js HTTP/1.1\r\nHost: a\r\n\r\n";
        try (Wire page = served.connect();
                Wire api = served.connect()) {
            Wire.Reply reply = page.say("POST /" + HOST + headers + rest).reply();
            assertEquals(status, reply.status());
            assertEquals("text/plain; charset=utf-8", reply.header("Content-Type"));
            assertEquals("close", reply.header("Connection"));
            assertTrue(reply.text().startsWith(status + ": "), reply::text);
            StaticFilesTest.assertSecured(reply);
            assertEquals(0, page.in.readAllBytes().length);
            reply = api.say("POST /x/echo" + HOST + headers + rest).reply();
            assertEquals(status, reply.status());
            assertEquals("application/problem+json", reply.header("Content-Type"));
            assertEquals(0, api.in.readAllBytes().length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400,GET / HTTP/1.1||",
        "400,nonsense|",
        "400,G(T / HTTP/1.1|",
        "400,GET /a b HTTP/1.1|",
        "505,GET / HTTP/2.0|",
        "501,CONNECT a:80 HTTP/1.1|",
    })
    void whatIsNoRequestIsToldSo(int status, String lines) throws Exception {
        try (Wire wire = served.connect()) {
            Wire.Reply reply = wire.say(lines.replace("|", "\r\n")).reply();
            assertEquals(status, reply.status());
            assertFalse(reply.text().isBlank());
            assertTrue(wire.ended());
        }
    }

    @Test
    void aHeadTooLongIsRefused() throws Exception {
        try (Wire line = served.connect();
                Wire header = served.connect()) {
            assertEquals(414, line.say("GET /" + "a".repeat(20_000)).reply().status());
            assertEquals(
                    431,
                    header.say("GET /" + HOST + "X: " + "a".repeat(20_000))
                            .reply()
                            .status());
        }
    }

    @Test
    void http10MayNotNameAHost() throws Exception {
        try (Wire wire = served.connect()) {
            assertEquals(200, wire.say("GET / HTTP/1.0\r\n\r\n").reply().status());
            assertTrue(wire.ended());
        }
    }

    @Test
    void emptyLinesAndLineFeedsAloneAreRead() throws Exception {
        try (Wire wire = served.connect()) {
            assertEquals(
                    200, wire.say("\r\nGET / HTTP/1.1\nHost: a\n\n").reply().status());
            assertEquals(200, wire.get("/app.js").status());
        }
    }

    @Test
    void aHeadMayComeByteByByteAndTheNextBehindIt() throws Exception {
        try (Wire wire = served.connect()) {
            String two = "GET /x/seen?1" + HOST + "\r\nGET /x/seen?2" + HOST + "\r\n";
            for (char c : two.toCharArray()) {
                wire.say(String.valueOf(c));
            }
            assertTrue(wire.reply().text().contains(" 1 "));
            assertTrue(wire.reply().text().contains(" 2 "));
        }
    }

    @Test
    void absoluteTargetsAreRead() throws Exception {
        try (Wire wire = served.connect()) {
            wire.say("GET http://a.example/x/seen?q" + HOST + "\r\n");
            assertTrue(wire.reply().text().startsWith("GET /x/seen q "));
        }
    }

    @Test
    void chunkExtensionsAndTrailersAreIgnored() throws Exception {
        String chunks = "3;a=b;c=\"d\"\r\nabc\r\n2 ;x\r\nde\r\n0;last\r\nTrailer: x\r\nContent-Length: 9\r\n\r\n";
        try (Wire wire = served.connect();
                Wire slow = served.connect()) {
            String head = "POST /x/echo" + HOST + "Transfer-Encoding: chunked\r\n\r\n";
            wire.say((head + chunks).repeat(3));
            for (int i = 0; i < 3; i++) {
                assertEquals("abcde", wire.reply().text());
            }
            for (char c : (head + chunks + head + chunks).toCharArray()) {
                slow.say(String.valueOf(c));
            }
            assertEquals("abcde", slow.reply().text());
            assertEquals("abcde", slow.reply().text());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n",
                "\r\n",
                "-1\r\n",
                "0x3\r\n",
                " 3\r\n",
                "3\nabc",
                "3\r\nabcd\r\n",
                "fffffffff\r\n",
                "3;\n"
            })
    void brokenChunksAreToldSo(String chunks) throws Exception {
        try (Wire wire = served.connect()) {
            wire.say("POST /x/echo" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
            Wire.Reply reply = wire.reply();
            assertEquals(400, reply.status());
            assertTrue(reply.text().contains("chunk"), reply::text);
            assertTrue(wire.ended());
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.0,400", "HTTP/2.0,505"})
    void onlyHttp11IsUpgraded(String version, int status) throws Exception {
        try (Wire wire = served.connect()) {
            wire.say(Wire.handshake("/test/old").replace("HTTP/1.1", version));
            Wire.Reply reply = wire.upgradeReply();
            assertEquals(status, reply.status());
            assertFalse(reply.text().isBlank());
        }
    }

    @Test
    void whatAHandshakeLacksIsNamed() throws Exception {
        try (Wire wire = served.connect()) {
            wire.say(Wire.handshake("/test/lacks").replaceAll("Connection:.*\r\n", ""));
            Wire.Reply reply = wire.upgradeReply();
            assertEquals(400, reply.status());
            assertTrue(reply.text().startsWith("Connection: Upgrade is missing"), reply::text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%2fb", "/x%2Fseen", "/sub%2findex.html", "/test%2fx"})
    void anEncodedSlashIsNothing(String path) throws Exception {
        try (Wire page = served.connect();
                Wire socket = served.connect()) {
            assertEquals(404, page.get(path).status());
            assertEquals(404, socket.upgrade(path).status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|",
                "^",
                "{}",
                "\"",
                "<>",
                "\\",
                "%zz",
                "%",
                "`",
                "[]",
                "#",
                "\u00e9",
                "%C3%A9",
                "a+b",
                "\uD83D\uDE00"
            })
    void aQueryMayBeWrittenBadly(String odd) throws Exception {
        String query = "secret=verysecret&x=" + odd;
        try (Wire wire = served.connect()) {
            assertEquals(
                    101,
                    wire.upgrade("/test/odd" + (int) odd.charAt(0) + odd.length() + "?" + query)
                            .status());
            wire.sendText("hello");
            assertEquals("hello", wire.receive().text());
        }
        String name = "odd" + (int) odd.charAt(0) + odd.length();
        assertEquals(query, TestEndpoint.seen(name).context.query());
        Served.await("closed", () -> TestEndpoint.seen(name).closes.get() == 1);
    }

    @Test
    void noQueryIsLogged() throws Exception {
        Queue<String> log = new ConcurrentLinkedQueue<>();
        Handler all = recorder(log);
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        root.addHandler(all);
        root.setLevel(Level.INFO);
        try {
            for (String query : new String[] {"?secret=topsecret", "?secret=topsecret&x=|%zz", "?secret=topsecret b"}) {
                for (String path : new String[] {"/test/quiet", "/nowhere", "/test/%2f", "/", "/x/seen"}) {
                    sayAndEnd(Wire.handshake(path + query));
                    sayAndEnd("GET " + path + query + HOST + "\r\n");
                    sayAndEnd("GET " + path + query + HOST + "no colon\r\n\r\n");
                    sayAndEnd("POST " + path + query + HOST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
                    sayAndEnd("GET " + path + query + " HTTP/1.1\r\n\r\n");
                }
            }
            Served.await("all are gone", () -> served.server.connections() == 0);
        } finally {
            root.removeHandler(all);
            root.setLevel(before);
        }
        for (String line : log) {
            assertFalse(line.contains("topsecret"), line);
        }
    }

    private static void sayAndEnd(String bytes) throws IOException {
        try (Wire wire = served.connect()) {
            wire.say(bytes);
            wire.in.read();
            wire.socket.setSoLinger(true, 0);
        }
    }

    private static Handler recorder(Queue<String> log) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                StringBuilder line = new StringBuilder(String.valueOf(entry.getMessage()));
                for (Throwable why = entry.getThrown(); why != null; why = why.getCause()) {
                    line.append(' ').append(why);
                }
                Object[] more = entry.getParameters();
                log.add(line + " " + (more == null ? "" : java.util.List.of(more)));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
