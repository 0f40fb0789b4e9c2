package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.web.SecurityHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {
    @TempDir
    static Path folder;

    private static Served served;
    private static Served below;

    private Wire wire;

    @BeforeAll
    static void start() throws Exception {
        Path jar = folder.resolve("webjar.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/resources/lib/"));
            out.closeEntry();
            out.putNextEntry(new JarEntry("META-INF/resources/lib/leaflet.js"));
            out.write("L = {};".getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
            out.putNextEntry(new JarEntry("META-INF/secret.txt"));
            out.closeEntry();
        }
        URLClassLoader libraries = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
        Path root = folder.resolve("root");
        served = Served.at(root, s -> s.withLibraries(libraries).withExchanges(Map.of("/api/*", Answering::hello)));
        below = Served.at(
                root,
                s -> s.withContextPath("/x")
                        .withLibraries(libraries)
                        .withExchanges(Map.of("/api/*", Answering::hello)));
        for (String name : new String[] {
            "a.mjs",
            "a.css",
            "a.json",
            "a.svg",
            "a.webmanifest",
            "a.png",
            "a.ico",
            "a.txt",
            "a.woff2",
            "a.unknown",
            "a b.html"
        }) {
            Files.writeString(root.resolve(name), name);
        }
        Files.createSymbolicLink(root.resolve("link.xml"), root.resolve("WEB-INF/web.xml"));
        Files.createSymbolicLink(root.resolve("out.txt"), jar);
    }

    @AfterAll
    static void stop() {
        below.close();
        served.close();
    }

    @BeforeEach
    void connect() throws Exception {
        wire = served.connect();
    }

    @AfterEach
    void disconnect() throws Exception {
        wire.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/,text/html; charset=utf-8",
        "/index.html,text/html; charset=utf-8",
        "/sub/,text/html; charset=utf-8",
        "/app.js,text/javascript; charset=utf-8",
        "/a.mjs,text/javascript; charset=utf-8",
        "/a.css,text/css; charset=utf-8",
        "/a.json,application/json; charset=utf-8",
        "/a.svg,image/svg+xml; charset=utf-8",
        "/a.webmanifest,application/manifest+json; charset=utf-8",
        "/a.png,image/png",
        "/a.ico,image/x-icon",
        "/a.txt,text/plain; charset=utf-8",
        "/a.woff2,font/woff2",
        "/a.unknown,application/octet-stream",
        "/a%20b.html,text/html; charset=utf-8",
        "/lib/leaflet.js,text/javascript; charset=utf-8"
    })
    void hasItsType(String path, String type) throws Exception {
        Wire.Reply reply = wire.get(path);
        assertEquals(200, reply.status());
        assertEquals(type, reply.header("Content-Type"));
        assertEquals("no-cache", reply.header("Cache-Control"));
        assertNotNull(reply.header("ETag"));
        assertNotNull(reply.header("Last-Modified"));
        assertEquals(reply.body().length, Integer.parseInt(reply.header("Content-Length")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/WEB-INF/web.xml",
                "/web-inf/web.xml",
                "/%57EB-INF/web.xml",
                "/WEB-INF%2Fweb.xml",
                "/./WEB-INF/web.xml",
                "/sub/../WEB-INF/web.xml",
                "/sub/%2e%2e/WEB-INF/web.xml",
                "//WEB-INF/web.xml",
                "/WEB-INF;a=b/web.xml",
                "/;/WEB-INF/web.xml",
                "/WEB-INF\\web.xml",
                "/WEB-INF%5Cweb.xml",
                "/WEB-INF/web.xml%00.html",
                "/META-INF/MANIFEST.MF",
                "/META-INF/secret.txt",
                "/../META-INF/secret.txt",
                "/lib/../../secret.txt",
                "/lib",
                "/lib/",
                "/link.xml",
                "/out.txt",
                "/%",
                "/%zz",
                "/index.html/",
                "/sub/index.html/x"
            })
    void isNotFound(String path) throws Exception {
        Wire.Reply reply = wire.get(path);
        assertEquals(404, reply.status(), reply::text);
        assertFalse(reply.text().contains("secret"));
        assertFalse(reply.text().toLowerCase().contains("grizzly"));
        assertSecured(reply);
    }

    @Test
    void aPageHasThePictureOfItsPreviewByTheNameThatItIsAskedFor() throws Exception {
        String picture = "<meta property=\"og:image\" content=\"";
        Path page = folder.resolve("root/preview.html");
        Files.writeString(page, picture + "preview.png\">");
        assertEquals(
                picture + "http://localhost/x/preview.png\">",
                below.connect().get("/x/preview.html?room=secret").text());
        Files.writeString(page, picture + "another.png\">");
        Wire.Reply changed = wire.get("/preview.html");
        assertEquals(picture + "http://localhost/another.png\">", changed.text());
        assertEquals(changed.header("ETag"), wire.get("/preview.html").header("ETag"));
    }

    @Test
    void aFileThatIsKnownIsNotSentAgain() throws Exception {
        Wire.Reply first = wire.get("/app.js");
        String tag = first.header("ETag");
        assertEquals(304, wire.get("/app.js", "If-None-Match: " + tag).status());
        assertEquals(
                304, wire.get("/app.js", "If-None-Match: \"other\", " + tag).status());
        assertEquals(304, wire.get("/app.js", "If-None-Match: *").status());
        String modified = first.header("Last-Modified");
        Wire.Reply known = wire.get("/app.js", "If-Modified-Since: " + modified);
        assertEquals(304, known.status());
        assertEquals(tag, known.header("ETag"));
        assertSecured(known);
        assertEquals(
                304,
                wire.get("/app.js", "If-Modified-Since: Fri, 31 Dec 2049 23:59:59 GMT")
                        .status(),
                "a date that is not the file's, but later");
        assertEquals(
                200,
                wire.get("/app.js", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT")
                        .status());
        assertEquals(200, wire.get("/app.js", "If-Modified-Since: whenever").status());
        assertEquals(
                200,
                wire.get("/app.js", "If-None-Match: \"other\"", "If-Modified-Since: " + modified)
                        .status());
    }

    @Test
    void aFileThatChangedIsSentAgain() throws Exception {
        Path file = folder.resolve("root/changing.txt");
        Files.writeString(file, "one");
        String tag = wire.get("/changing.txt").header("ETag");
        Files.writeString(file, "other");
        Wire.Reply again = wire.get("/changing.txt", "If-None-Match: " + tag);
        assertEquals("other", again.text());
    }

    @Test
    void headSaysWhatGetWould() throws Exception {
        Wire.Reply reply = wire.ask("HEAD", "/app.js");
        assertEquals(200, reply.status());
        assertEquals("2000", reply.header("Content-Length"));
        assertEquals(404, wire.ask("HEAD", "/nothing").status());
        assertEquals(200, wire.get("/").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "TRACE", "BREW"})
    void otherMethodsAreNotAllowed(String method) throws Exception {
        Wire.Reply reply = wire.ask(method, "/");
        assertEquals(405, reply.status());
        assertNotNull(reply.header("Allow"));
        assertSecured(reply);
    }

    /** Load balancers ask so whether a server lives; haproxy in HTTP/1.0. */
    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS / HTTP/1.1", "OPTIONS * HTTP/1.1", "OPTIONS / HTTP/1.0", "OPTIONS * HTTP/1.0"})
    void optionsSaysWhatMayBeAsked(String line) throws Exception {
        Wire.Reply reply =
                wire.say(line + "\r\nHost: a\r\nConnection: close\r\n\r\n").reply();
        assertEquals(204, reply.status());
        assertTrue(reply.header("Allow").startsWith("GET, HEAD"), reply.header("Allow"));
        assertSecured(reply);
    }

    @Test
    void textIsCompressedForWhoTakesIt() throws Exception {
        Wire.Reply plain = wire.get("/app.js");
        assertNull(plain.header("Content-Encoding"));
        Wire.Reply reply = wire.get("/app.js", "Accept-Encoding: gzip, br");
        assertEquals("gzip", reply.header("Content-Encoding"));
        assertEquals("Accept-Encoding", reply.header("Vary"));
        assertTrue(reply.body().length < plain.body().length / 4);
        assertArrayEquals(plain.body(), new GZIPInputStream(new ByteArrayInputStream(reply.body())).readAllBytes());
    }

    @Test
    void foldersGetTheirSlash() throws Exception {
        assertEquals("/sub/?a=b", wire.get("/sub?a=b").header("Location"));
        try (Wire other = below.connect()) {
            Wire.Reply reply = other.get("/x");
            assertEquals(302, reply.status());
            assertEquals("/x/", reply.header("Location"));
            assertSecured(reply);
        }
    }

    @Test
    void allIsBelowTheContextPath() throws Exception {
        try (Wire other = below.connect()) {
            assertEquals("<!doctype html><title>home</title>", other.get("/x/").text());
            assertEquals(200, other.get("/x/lib/leaflet.js").status());
            assertEquals("hello", other.get("/x/api/it").text());
            assertEquals(404, other.get("/").status());
            assertEquals(404, other.get("/index.html").status());
            assertEquals(404, other.get("/api/it").status());
            assertEquals(404, other.get("/xx").status());
            assertEquals(101, other.upgrade("/x/test/below").status());
        }
        try (Wire other = below.connect()) {
            assertEquals(404, other.get("/x/WEB-INF/web.xml").status());
        }
        try (Wire other = below.connect()) {
            assertEquals(404, other.upgrade("/test/below").status());
        }
    }

    @Test
    void everyResponseIsSecured() throws Exception {
        assertSecured(wire.get("/"));
        assertSecured(wire.get("/lib/leaflet.js"));
        assertSecured(wire.get("/api/it"));
        assertSecured(wire.ask("POST", "/api/none", "Content-Length: 0"));
        assertSecured(wire.upgrade("/nowhere"));
        assertSecured(one("GET / HTTP/1.1\r\n\r\n"));
        assertSecured(one("GET / HTTP/9.9\r\nHost: a\r\n\r\n"));
        assertSecured(one("nonsense that goes on\r\n\r\n"));
        assertSecured(one("GET /" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"));
        assertSecured(one("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"));
        try (Wire socket = served.connect()) {
            assertSecured(socket.upgrade("/test/secured"));
        }
    }

    @Test
    void requestsBehindEachOtherAreAnsweredInOrder() throws Exception {
        wire.say(
                "GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\nGET /api/it HTTP/1.1\r\nHost: a\r\n\r\n"
                        + "POST /api/it HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /a.css HTTP/1.1\r\nHost: a\r\n\r\n");
        assertEquals("a.txt", wire.reply().text());
        assertEquals("hello", wire.reply().text());
        assertEquals("abc", wire.reply().text());
        assertEquals("a.css", wire.reply().text());
    }

    private Wire.Reply one(String request) throws IOException {
        try (Wire alone = served.connect()) {
            return alone.say(request).reply();
        }
    }

    static void assertSecured(Wire.Reply reply) {
        SecurityHeaders.table().forEach((name, value) -> assertEquals(value, reply.header(name), name));
        assertNull(reply.header("Server"));
        assertNull(reply.header("X-Powered-By"));
    }
}
