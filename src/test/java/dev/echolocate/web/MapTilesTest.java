package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.app.Keys;
import dev.echolocate.base.ConfigException;
import dev.echolocate.base.Source;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapTilesTest {
    private static final MapTiles TILES =
            new MapTiles("https://tiles.example.org:8443/a/{z}/{x}/{y}.png?k=1", "© \"Us\"", 17, false);

    private static String policy(MapTiles tiles) {
        return SecurityHeaders.table(tiles).getOrDefault("Content-Security-Policy", "");
    }

    private static void configure(String template) {
        Map<String, String> settings = Map.of("echolocate.map.tiles", template);
        Keys.read(Source.contextParameters(settings::get));
    }

    @Test
    void withoutATileServerPagesAskNobodyElse() {
        assertNull(MapTiles.NONE.origin());
        assertEquals("null", MapTiles.NONE.json());
        assertEquals(SecurityHeaders.table(), SecurityHeaders.table(MapTiles.NONE));
        assertTrue(policy(MapTiles.NONE).contains("img-src 'self' blob: data:;"));
    }

    @Test
    void aTileServersOriginIsAnImageSourceAndNothingMore() {
        assertTrue(policy(TILES).contains("img-src 'self' blob: data: https://tiles.example.org:8443;"));
        assertEquals(
                policy(MapTiles.NONE),
                policy(TILES).replace(" https://tiles.example.org:8443", ""),
                "all else is the same");
    }

    @Test
    void thePageIsToldTheTemplateTheAttributionAndTheZoom() {
        assertEquals(
                "{\"url\":\"https://tiles.example.org:8443/a/{z}/{x}/{y}.png?k=1\","
                        + "\"attribution\":\"© \\\"Us\\\"\",\"maxZoom\":17}",
                TILES.json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://t.example/{z}/{x}/{y}.png", "http://localhost:3000/{z}/{y}/{x}", ""})
    void templatesOfTilesAreAllowed(String template) {
        configure(template);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://t.example/{z}/{x}.png",
                "ftp://t.example/{z}/{x}/{y}.png",
                "https://*/{z}/{x}/{y}.png",
                "https://t.example; script-src */{z}/{x}/{y}",
                "https://t.example/{z}/{x}/{y} x",
                "//t.example/{z}/{x}/{y}.png"
            })
    void otherTextsAreNot(String template) {
        Assertions.assertThrows(ConfigException.class, () -> configure(template));
    }
}
