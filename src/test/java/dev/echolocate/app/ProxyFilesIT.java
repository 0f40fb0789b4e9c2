package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.DocumentedProxy;
import dev.echolocate.testkit.DocumentedProxy.Program;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Reading;
import dev.echolocate.testkit.Reading.By;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Server;
import dev.echolocate.testkit.TrustingTls;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code docs/proxies}, each in the program that it is for, as Debian ships that: TLS in front, and below a path. */
class ProxyFilesIT {
    /** Sessions. More than half of them: from then on a share bites. */
    private static final int MOST = 24;

    private static final Duration SILENCE = Duration.ofSeconds(70);

    private static final String SECRET = "do-not-write-this-down";

    @Nested
    class Nginx extends Behind {
        Nginx() {
            super(Program.NGINX);
        }
    }

    @Nested
    class Haproxy extends Behind {
        Haproxy() {
            super(Program.HAPROXY);
        }
    }

    @Nested
    class Apache extends Behind {
        Apache() {
            super(Program.APACHE);
        }
    }

    @Nested
    class Caddy extends Behind {
        Caddy() {
            super(Program.CADDY);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    @Timeout(120)
    abstract static class Behind {
        private final Program program;
        private GrizzlyServer root;
        private GrizzlyServer live;
        private DocumentedProxy proxy;

        Behind(Program program) {
            this.program = program;
        }

        @BeforeAll
        void start(@TempDir Path folder) {
            assumeTrue(
                    program.path().isPresent() || System.getenv("CI") != null,
                    () -> "The files of docs/proxies can't be tested without " + program
                            + ": install Debian's packages nginx, haproxy, apache2 and caddy.");
            root = new GrizzlyServer(settings(""));
            live = new GrizzlyServer(settings("/live"));
            proxy = new DocumentedProxy(program, folder, new int[] {root.port(), live.port()});
            for (String path : List.of("", "/live")) {
                Deadline.await(
                        "a healthy server at " + path + "/", Deadline.STEP, () -> answers(proxy.at(path)), proxy::said);
            }
        }

        private static boolean answers(Server server) {
            try {
                return Http.get(server, "/health").status() == 200;
            } catch (UncheckedIOException e) {
                // A proxy that has just begun.
                return false;
            }
        }

        private static Map<String, String> settings(String contextPath) {
            return Map.of(
                    "context-path",
                    contextPath,
                    "proxies",
                    "127.0.0.1",
                    "max-sessions",
                    Integer.toString(MOST),
                    "hsts",
                    "1h");
        }

        @AfterAll
        void stop() {
            for (AutoCloseable one : new AutoCloseable[] {proxy, root, live}) {
                try {
                    if (one != null) {
                        one.close();
                    }
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/live"})
        void pagesComeByHttp2(String path) throws Exception {
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(TrustingTls.context())
                    .version(HttpClient.Version.HTTP_2)
                    .build();
            for (String page : List.of("/", "/tracker.html", "/lib/feed.js", "/api/map")) {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(URI.create(proxy.at(path).url(page)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertEquals(200, answer.statusCode());
                assertEquals(HttpClient.Version.HTTP_2, answer.version());
                assertEquals(
                        "max-age=3600",
                        answer.headers().firstValue("Strict-Transport-Security").orElse(""));
            }
        }

        /** By one way a position goes in, and by each it comes out. */
        @ParameterizedTest
        @CsvSource({
            ",WEBSOCKET",
            ",SSE",
            ",LONG_POLL",
            ",POLL",
            "/live,WEBSOCKET",
            "/live,SSE",
            "/live,LONG_POLL",
            "/live,POLL"
        })
        void aPositionComesThrough(String path, By by) {
            Server server = proxy.at(path == null ? "" : path);
            String room = "through-" + by;
            try (Reading reading = Reading.open(by, server, "tracker/" + room, null);
                    Client ann = Client.plain(server, "/tracker/" + room)) {
                ann.send("[\"ann\", 47.5, 8.25]");
                assertEquals("[\"ann\",47.5,8.25]", ann.next().text().replace(" ", ""));
                assertEquals("ann", reading.item().getString("id"));
            }
        }

        /** Longer than the time-outs of all four; it takes that long, so it runs with {@code -Psoak}. */
        @Test
        @Tag("soak")
        void whoIsSilentForLongStaysConnected() throws Exception {
            Server server = proxy.at("");
            try (Client echo = Client.plain(server, "/echo?prefix=");
                    Client listener = Client.plain(server, "/broadcast/silence");
                    Reading stream = Reading.open(By.SSE, server, "broadcast/silence", null)) {
                Thread.sleep(SILENCE.toMillis());
                echo.send("still here");
                assertEquals("still here", echo.next().text());
                Http.post(server, "/feeds/broadcast/silence", "{\"text\":\"news\"}");
                assertEquals("news", listener.next().text());
                assertEquals("news", stream.item().getString("text"));
            }
        }

        @Test
        void aPageMayAndAPageOfSomebodyElseMayNot() {
            Server server = proxy.at("");
            try (RawClient ours =
                    Handshake.to(server, "/echo").origin(server.origin()).connect()) {
                assertEquals(101, ours.response().status());
            }
            try (RawClient theirs = Handshake.to(server, "/echo")
                    .origin("https://elsewhere.example")
                    .open()) {
                assertEquals(403, theirs.response().status());
            }
            try (RawClient plain = Handshake.to(server, "/echo")
                    .origin("http://localhost:" + server.port())
                    .open()) {
                assertEquals(403, plain.response().status());
            }
        }

        /** Whatever they say that they are. First, because it wants all places. */
        @Test
        @Order(1)
        void clientsAreCountedByTheirOwnAddress() throws Exception {
            Server ann = proxy.at("").from(InetAddress.getByName("127.0.0.2"));
            Server bea = proxy.at("").from(InetAddress.getByName("127.0.0.3"));
            List<HttpWire> open = new ArrayList<>();
            try {
                for (int i = 0; i <= MOST / 2; i++) {
                    open.add(stream(ann, i));
                    assertEquals(200, open.get(i).head().status());
                }
                open.add(stream(ann, 99));
                Response refused = open.get(open.size() - 1).answer();
                assertEquals(503, refused.status(), proxy::said);
                assertTrue(refused.text().contains("\"share\""), refused.text());
                open.add(stream(bea, 100));
                assertEquals(200, open.get(open.size() - 1).head().status());
            } finally {
                open.forEach(HttpWire::close);
            }
        }

        /** In others' names. */
        private static HttpWire stream(Server server, int lie) {
            return new HttpWire(server)
                    .ask(
                            "GET",
                            "/feeds/broadcast/shares",
                            "Accept: text/event-stream",
                            "X-Forwarded-For: 6.6.6." + lie,
                            "Forwarded: for=7.7.7." + lie,
                            "X-Real-IP: 8.8.8." + lie);
        }

        @Test
        void noQueryAndNoSecretIsWrittenDown() {
            Server server = proxy.at("");
            Http.get(server, "/tracker.html?room=" + SECRET);
            Http.get(server, "/logged.html", "Referer: " + server.url("/tracker.html?room=" + SECRET));
            Http.post(
                    server, "/feeds/broadcast/x?traffic=" + SECRET, "{\"text\":\"x\"}", "Echolocate-Secret: " + SECRET);
            try (Client client = Client.plain(server, "/tracker?secret=" + SECRET)) {
                client.send("[\"ann\", 1, 2]");
                client.next();
            }
            Http.get(server, "/feeds/chat/" + SECRET);
            Http.get(server, "/api/map/tiles/15/" + SECRET);
            Http.get(server, "/tracker/" + SECRET + "?since=x");
            Http.get(server, "/last-line.html");
            Deadline.await(
                    "a line for each", Deadline.STEP, () -> proxy.said().contains("/last-line.html"), proxy::said);
            assertTrue(proxy.said().contains("/logged.html"), proxy::said);
            assertFalse(proxy.said().contains(SECRET), proxy::said);
        }

        /** Not even where the proxy has something to complain of. Last: the server behind it is gone for a while. */
        @Test
        @Order(Integer.MAX_VALUE)
        void aServerThatIsAwayIsToldOfWithoutTheQueryToo() {
            Server server = proxy.at("/live");
            live.close();
            Deadline.await(
                    "a refusal",
                    Deadline.STEP,
                    () -> Http.get(server, "/away.html?room=" + SECRET).status() >= 502,
                    proxy::said);
            assertFalse(proxy.said().contains(SECRET), proxy::said);
            assertNull(Http.get(server, "/").header("Set-Cookie"));
            live.restart();
            Deadline.await(
                    "it is back",
                    Deadline.STEP.multipliedBy(2),
                    () -> Http.get(server, "/").status() == 200,
                    proxy::said);
        }
    }
}
