package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Difference;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import dev.echolocate.web.SecurityHeaders;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, libraries and errors: what is served, what never is, and the headers on all of it. */
@On({Where.OWN, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class HeadersContract extends ContractTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/echo.html",
                "/broadcast.html",
                "/tracker.html",
                "/echolocate.css",
                "/tracker.js",
                "/lib/feed.js",
                "/lib/words.js",
                "/favicon.svg"
            })
    void pagesAndLibrariesCarryTheTable(String path) {
        Response response = Http.get(server(), path);
        assertEquals(200, response.status());
        assertTrue(response.body().length > 0);
        carriesTheTable(response);
        Response head = Http.request(server().port(), "HEAD", server().contextPath() + path);
        assertEquals(200, head.status());
        carriesTheTable(head);
    }

    /** RFC 9110 9.3.2: as GET, without the content. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/qr?text=a",
                "/api/about",
                "/api/accept?key=dGhlIHNhbXBsZSBub25jZQ==",
                "/api/drafts",
                "/api/frames",
                "/api/map",
                "/api/traffic?channel=x",
                "/echo"
            })
    void whateverIsReadIsAskedForWithHeadToo(String path) {
        Response get = Http.get(server(), path);
        Response head = Http.request(server(), "HEAD", path, null);
        assertEquals(get.status(), head.status());
        for (String name : new String[] {"Content-Type", "Content-Length", "Cache-Control", "Upgrade", "Vary"}) {
            assertEquals(get.header(name), head.header(name), name);
        }
        Response refused = Http.request(server(), "DELETE", path, null);
        assertEquals(405, refused.status());
    }

    /** RFC 9110 9.3.7: load balancers ask so whether a server lives. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/qr",
                "/api/about",
                "/api/accept",
                "/api/handshake",
                "/api/map",
                "/api/traffic",
                "/echo"
            })
    void whatIsReadSaysItsMethods(String path) {
        Response answer = Http.request(server(), "OPTIONS", path, null);
        assertEquals(2, answer.status() / 100);
        assertEquals(0, answer.body().length);
        List<String> methods = List.of(answer.header("Allow").split(", ?"));
        assertTrue(methods.containsAll(List.of("GET", "HEAD", "OPTIONS")), methods::toString);
        carriesTheTable(answer);
    }

    /** A page over plain HTTP advises what only our own server has: --self-signed. */
    @Test
    void ourOwnServerSaysThatItIsThatAndWhatIsOn() {
        boolean own = !does(Difference.OWNS_CONNECTIONS);
        String services =
                "{\"inspect\":true,\"compare\":true,\"default-rooms\":true,\"echo-options\":true,\"qr\":true}";
        String told = Http.get(server(), "/api/about").text();
        assertTrue(
                told.matches("\\{\"own\":" + own + ",\"version\":\"[^\"]+\",\"services\":" + Pattern.quote(services)
                        + "\\}"),
                told);
    }

    @Test
    void whatIsAskedWithABodySaysSo() {
        assertEquals(
                "POST, OPTIONS",
                Http.request(server(), "OPTIONS", "/api/frames/decode", null).header("Allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing.html", "/lib/nothing.js", "/lib/", "/nothing/at/all"})
    void whatIsNotFoundCarriesTheTable(String path) {
        Response response = Http.get(server(), path);
        boolean forbidden = path.endsWith("/") && does(Difference.FORBIDS_FOLDERS);
        assertEquals(forbidden ? 403 : 404, response.status());
        carriesTheTable(response);
        assertEquals("text/html", response.header("Content-Type").split(";")[0].strip());
        assertTrue(response.text().contains("lang=\"zh-CN\""), response.text());
        assertFalse(response.text().contains("style"), response.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/index.html,text/html",
                "/tracker.js,text/javascript",
                "/lib/feed.js,text/javascript",
                "/echolocate.css,text/css",
                "/favicon.svg,image/svg+xml"
            })
    void everyFileHasItsType(String line) {
        String[] pathAndType = line.split(",");
        String type = Http.get(server(), pathAndType[0]).header("Content-Type");
        assertTrue(type != null && type.startsWith(pathAndType[1]), type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/WEB-INF/web.xml",
                "/web-inf/web.xml",
                "/Web-Inf/web.xml",
                "//WEB-INF/web.xml",
                "/./WEB-INF/web.xml",
                "/lib/../WEB-INF/web.xml",
                "/lib/%2e%2e/WEB-INF/web.xml",
                "/lib/..%2fWEB-INF/web.xml",
                "/%57EB-INF/web.xml",
                "/WEB-INF%2fweb.xml",
                "/WEB-INF%5cweb.xml",
                "/WEB-INF\\web.xml",
                "/WEB-INF;x=y/web.xml",
                "/;x/WEB-INF/web.xml",
                "/WEB-INF./web.xml",
                "/WEB-INF/",
                "/WEB-INF",
                "/WEB-INF/classes/dev/echolocate/web/SecurityHeaders.class",
                "/META-INF/MANIFEST.MF",
                "/dev/echolocate/launch/Launcher.class",
                "/DEV/echolocate/launch/Launcher.class",
                "/%64ev/echolocate/launch/Launcher.class",
                "/;x/dev/echolocate/launch/Launcher.class",
                "/../../../../../../../../etc/passwd",
                "/..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc/passwd",
                "/%00",
                "/index.html%00.js"
            })
    void whatIsNotForThePublicIsNotServed(String path) {
        if (path.startsWith("/;") && does(Difference.CUTS_AT_SEMICOLONS)) {
            return;
        }
        Response response = Http.get(server(), path);
        assertTrue(List.of(301, 302, 400, 403, 404).contains(response.status()), "was " + response.status());
        assertFalse(response.text().contains("web-app"), response.text());
        assertFalse(response.text().contains("root:"), response.text());
        assertFalse(response.text().contains("\tat "), "a stack trace");
        if (response.status() == 404 && !does(Difference.REFUSES_UNFILTERED)) {
            carriesTheTable(response);
        }
    }

    @Test
    void theContextPathWithoutItsSlashLeadsToTheStartPage() {
        if (server().contextPath().isEmpty()) {
            return;
        }
        Response response = Http.get(server(), "");
        assertTrue(List.of(301, 302, 307, 308).contains(response.status()), "was " + response.status());
        String location = response.header("Location");
        assertTrue(location != null && location.endsWith(server().contextPath() + "/"), location);
    }

    private static void carriesTheTable(Response response) {
        SecurityHeaders.table().forEach((name, value) -> {
            assertEquals(List.of(value), response.headers().get(name.toLowerCase(java.util.Locale.ROOT)), name);
        });
    }
}
