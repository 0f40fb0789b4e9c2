package dev.echolocate.web.http;

import dev.echolocate.web.MapTiles;

/** {@code GET api/map}: which tiles the tracker's map shows, if any. */
public final class MapConfig implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/api/map";

    private final Content content;

    public MapConfig(MapTiles tiles) {
        content = Content.json(tiles.json());
    }

    @Override
    public void handle(Exchange exchange) {
        if (Access.knows(exchange, Access.READING)) {
            Reply.kept(exchange, content);
        }
    }
}
