package dev.echolocate.web.http;

import dev.echolocate.web.MapTiles;

/** {@code GET api/map}: which tiles the tracker's map shows, if any, and who can reach this server. */
public final class MapConfig implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/api/map";

    private final boolean machineOnly;
    private final Content ofMachine;
    private final Content ofNetwork;

    /** @param machineOnly whether this server listens on a loopback address only */
    public MapConfig(MapTiles tiles, boolean machineOnly) {
        this.machineOnly = machineOnly;
        ofMachine = Content.json(tiles.json("machine"));
        ofNetwork = Content.json(tiles.json("network"));
    }

    @Override
    public void handle(Exchange exchange) {
        if (Access.knows(exchange, Access.READING)) {
            // Through a proxy or a tunnel on this machine others come, too.
            boolean alone = machineOnly && !exchange.peer().forwarded();
            Reply.kept(exchange, alone ? ofMachine : ofNetwork);
        }
    }
}
