package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.web.http.Gzip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticPathTest {
    @ParameterizedTest
    @CsvSource({
        "/,''",
        "/index.html,index.html",
        "/lib/leaflet/leaflet.js,lib/leaflet/leaflet.js",
        "/sub/,sub/",
        "/a%20b.txt,a b.txt",
        "/%E6%BC%A2.html,\u6f22.html",
        "/WEB-INFO.html,WEB-INFO.html",
        "/x/my-WEB-INF/a,x/my-WEB-INF/a"
    })
    void findsTheFile(String raw, String path) {
        assertEquals(path, StaticPath.of(raw));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "index.html",
                "//",
                "//etc/passwd",
                "/a//b",
                "/..",
                "/../x",
                "/a/../b",
                "/a/./b",
                "/%2e%2e/x",
                "/%2E./x",
                "/.%2e/",
                "/..%2fx",
                "/a%2f..%2fb",
                "/...",
                "/WEB-INF",
                "/WEB-INF/",
                "/WEB-INF/web.xml",
                "/web-inf/web.xml",
                "/Web-Inf/web.xml",
                "/%57EB-INF/web.xml",
                "/WEB%2DINF/web.xml",
                "/WEB-INF%2fweb.xml",
                "/WEB-INF./web.xml",
                "/WEB-INF%20/web.xml",
                "/WEB-INF;x/web.xml",
                "/WEB-INF%3bx/web.xml",
                "/WEB-INF::$DATA/web.xml",
                "/x/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/meta-inf/MANIFEST.MF",
                "/a%00.html",
                "/%00",
                "/a%0d%0ab",
                "/a\\b",
                "/..\\x",
                "/%5c..%5cx",
                "/C:/x",
                "/.git/config",
                "/.hidden",
                "/%252e%252e/x",
                "/%2",
                "/%zz",
                "/%ff",
                "/%c0%af",
                "/\u00e4"
            })
    void findsNothing(String raw) {
        assertNull(StaticPath.of(raw));
    }

    @Test
    void gzipIsForWhoTakesIt() {
        assertTrue(Gzip.accepted("gzip"));
        assertTrue(Gzip.accepted("deflate, GZIP;q=0.5, br"));
        assertFalse(Gzip.accepted(null));
        assertFalse(Gzip.accepted("br"));
        assertFalse(Gzip.accepted("gzip;q=0"));
        assertFalse(Gzip.accepted("gzip;q=0.000, br"));
        assertFalse(Gzip.accepted("x-gzip-not"));
    }
}
