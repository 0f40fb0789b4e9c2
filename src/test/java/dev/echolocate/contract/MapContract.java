package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.echolocate.map.Village;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.ProtocolOperation;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import dev.echolocate.web.SecurityHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET api/map} and {@code api/map/tiles/{z}/{x}/{y}}, with a map file of the operator's. */
@On({Where.OWN, Where.TOMCAT, Where.JETTY})
class MapContract extends ContractTest {
    /** With the market place in it. */
    private static final String TILE = "/api/map/tiles/15/13653/11787";

    private static final String GZIP = "Accept-Encoding: gzip, deflate, br";

    private static final ProtocolOperation TILES = ProtocolOperation.of("GET", "/api/map/tiles/{z}/{x}/{y}");

    @TempDir
    private static Path folder;

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "map.file", Village.write(folder.resolve("village.pmtiles")).toString());
    }

    private JsonNode told(String... headers) {
        return ProtocolOperation.of("GET", "/api/map").check(Http.get(server(), "/api/map", headers));
    }

    private static byte[] unpacked(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void pagesAreToldWhatThereIs() {
        JsonNode told = told();
        assertTrue(told.path("tiles").isNull());
        JsonNode streets = told.path("streets");
        assertEquals("mvt", streets.path("type").asText());
        assertEquals(6, streets.path("minZoom").asInt());
        assertEquals(15, streets.path("maxZoom").asInt());
        assertEquals(-30.02, streets.path("bounds").path(0).asDouble(), 1e-6);
        assertEquals(45.014, streets.path("bounds").path(3).asDouble(), 1e-6);
        assertEquals(
                "Echo Island © nobody: it is invented",
                streets.path("attribution").asText());
        assertEquals("2026-11-30", streets.path("date").asText());
        String url = streets.path("url")
                .asText()
                .replace("{z}", "15")
                .replace("{x}", "13653")
                .replace("{y}", "11787");
        assertEquals(200, Http.get(server(), "/" + url).status());
    }

    @Test
    void aTileIsThereAsItIsStoredAndUnpacked() {
        Response packed = Http.get(server(), TILE, GZIP);
        assertEquals(200, TILES.status(packed));
        assertEquals("gzip", packed.header("Content-Encoding"));
        assertEquals("application/vnd.mapbox-vector-tile", packed.header("Content-Type"));
        assertEquals("private, max-age=86400", packed.header("Cache-Control"));
        assertEquals("Accept-Encoding", packed.header("Vary"));
        SecurityHeaders.table().forEach((name, value) -> assertEquals(value, packed.header(name), name));
        Response plain = Http.get(server(), TILE);
        assertNull(plain.header("Content-Encoding"));
        assertEquals(packed.header("ETag"), plain.header("ETag"));
        assertArrayEquals(plain.body(), unpacked(packed.body()));
        assertTrue(plain.body().length > packed.body().length);
        assertArrayEquals(
                plain.body(),
                Http.get(server(), TILE, "Accept-Encoding: gzip;q=0").body());
    }

    @Test
    void whoHasItIsToldSo() {
        String tag = Http.get(server(), TILE, GZIP).header("ETag");
        Response same = Http.get(server(), TILE, "If-None-Match: " + tag);
        assertEquals(304, TILES.status(same));
        assertEquals(tag, same.header("ETag"));
        assertEquals(200, Http.get(server(), TILE, "If-None-Match: \"other\"").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"15/0/0", "3/3/2", "16/27306/23575", "26/0/0"})
    void whereTheFileHasNoneThereIsNone(String tile) {
        Response none = Http.get(server(), "/api/map/tiles/" + tile);
        assertEquals(204, TILES.status(none));
        assertEquals("private, max-age=86400", none.header("Cache-Control"));
        assertEquals(0, none.body().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/15",
                "/15/1",
                "/15/1/",
                "/1/2/0",
                "/1/0/2",
                "/27/0/0",
                "/15/-1/0",
                "/15/1/1.mvt",
                "/a/b/c",
                "/15/1/1/1",
                "/99999999999/1/1",
                "/15/99999999999/1"
            })
    void whatIsNoTileIsSaid(String path) {
        Response refused = Http.get(server(), "/api/map/tiles" + path);
        assertEquals(404, TILES.status(refused), refused::text);
        assertEquals("bad_name", refused.json().getString("code"));
    }

    @Test
    void itIsReadOnlyAndForOurPages() {
        Response head = Http.request(server(), "HEAD", TILE, null);
        assertEquals(200, head.status());
        assertEquals(Integer.toString(Http.get(server(), TILE).body().length), head.header("Content-Length"));
        Response refused = Http.request(server(), "DELETE", TILE, null);
        assertEquals(405, refused.status());
        assertEquals("GET, HEAD, OPTIONS", refused.header("Allow"));
        assertEquals(403, Http.get(server(), TILE, "Sec-Fetch-Site: cross-site").status());
        assertEquals(
                200, Http.get(server(), TILE, "Sec-Fetch-Site: same-origin").status());
    }

    @On(Where.OWN)
    @Test
    void whoeverComesThroughAProxyIsOfTheNetwork() {
        assertEquals("machine", told().path("reach").asText());
        assertEquals("network", told("X-Forwarded-For: 192.0.2.1").path("reach").asText());
        assertEquals("network", told("Forwarded: for=192.0.2.1").path("reach").asText());
    }

    @On({Where.TOMCAT, Where.JETTY})
    @Test
    void aContainerMayBeReachedByAnybody() {
        assertEquals("network", told().path("reach").asText());
    }
}
