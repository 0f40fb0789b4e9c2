package dev.echolocate.web.http;

import dev.echolocate.web.MapTiles;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code GET api/map}: which tiles the tracker's map shows, if any. */
public final class MapConfig implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/api/map";

    private final MapTiles tiles;

    public MapConfig(MapTiles tiles) {
        this.tiles = tiles;
    }

    @Override
    public void handle(Exchange exchange) {
        byte[] json = tiles.json().getBytes(StandardCharsets.UTF_8);
        exchange.begin(
                200,
                Map.of(
                        "Content-Type", "application/json;charset=utf-8",
                        "Cache-Control", "no-cache",
                        "Content-Length", Integer.toString(json.length)));
        exchange.write(json, failure -> exchange.end());
    }
}
