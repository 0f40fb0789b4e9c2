package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.qr.Matrix;
import dev.echolocate.qr.Svg;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import dev.echolocate.web.SecurityHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET qr?text=…}. */
@On({Where.OWN, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class QrContract extends ContractTest {
    @Test
    void aTextIsAPicture() {
        Response response =
                Http.get(server(), "/qr?text=https%3A%2F%2Fa.example%2F%3Froom%3D1%26x", "Sec-Fetch-Site: same-origin");
        assertEquals(200, response.status());
        assertTrue(response.header("Content-Type").startsWith("image/svg+xml"), response.header("Content-Type"));
        assertEquals("no-store", response.header("Cache-Control"));
        assertEquals(Svg.of(Matrix.of("https://a.example/?room=1&x")), response.text());
        SecurityHeaders.table().forEach((name, value) -> assertEquals(value, response.header(name), name));
    }

    @Test
    void anyLetterWillDo() {
        assertEquals(
                Svg.of(Matrix.of("\u4f60\u597d")),
                Http.get(server(), "/qr?text=%E4%BD%A0%E5%A5%BD").text());
        assertEquals(200, Http.get(server(), "/qr?text=" + "x".repeat(1024)).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/qr", "/qr?text=", "/qr?txt=a", "/qr?text=LONG"})
    void whatCannotBeIsSaid(String path) {
        Response response = Http.get(server(), path.replace("LONG", "x".repeat(1025)));
        assertEquals(400, response.status());
        assertTrue(response.header("Content-Type").startsWith("text/plain"), response.header("Content-Type"));
        assertEquals("no-store", response.header("Cache-Control"));
        assertEquals(1, response.text().lines().count(), response.text());
    }

    @Test
    void pagesOfOthersAreRefused() {
        assertEquals(
                403,
                Http.get(server(), "/qr?text=a", "Sec-Fetch-Site: cross-site").status());
    }

    @Test
    void itIsReadOnly() {
        assertEquals(200, Http.request(server(), "HEAD", "/qr?text=a", "").status());
        assertEquals(200, Http.request(server(), "HEAD", "/api/map", "").status());
        for (String path : new String[] {"/qr?text=a", "/api/map"}) {
            Response refused = Http.request(server(), "DELETE", path, "");
            assertEquals(405, refused.status());
            assertEquals("GET, HEAD, OPTIONS", refused.header("Allow"));
        }
    }

    /** The second one is not made again, and it is the same. */
    @Test
    void everybodyGetsTheSame() {
        String path = "/qr?text=" + fresh("same");
        assertEquals(Http.get(server(), path).text(), Http.get(server(), path).text());
    }

    /** So long an address doesn't even reach a servlet in Tomcat. */
    @On(Where.OWN)
    @Test
    void moreBytesThanACodeHoldsAreRefused() {
        assertEquals(
                400, Http.get(server(), "/qr?text=" + "%E4%BD%A0".repeat(1020)).status());
    }
}
