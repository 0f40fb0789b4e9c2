package dev.echolocate.web.http;

import dev.echolocate.base.JsonWriter;
import dev.echolocate.map.ArchiveException;
import dev.echolocate.map.Bounds;
import dev.echolocate.map.MapFacts;
import dev.echolocate.map.MapFile;
import dev.echolocate.web.MapTiles;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET api/map}: what the tracker's map shows, streets of the operator's file or tiles of somebody's server, if any; and who can
 * reach this server.
 */
public final class MapConfig implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/api/map";

    /** The data of nearly all such files is theirs (openstreetmap.org/copyright). */
    private static final String OPENSTREETMAP = "© OpenStreetMap contributors";

    private final MapTiles tiles;
    private final @Nullable MapFile map;
    private final Work work;
    private final boolean machineOnly;

    /**
     * Of what the operator has set.
     *
     * @param map null where there is no file
     * @param work what looks at it: a disk may be slow
     * @param machineOnly whether this server listens on a loopback address only
     */
    public MapConfig(MapTiles tiles, @Nullable MapFile map, Work work, boolean machineOnly) {
        this.tiles = tiles;
        this.map = map;
        this.work = work;
        this.machineOnly = machineOnly;
    }

    @Override
    public void handle(Exchange exchange) {
        if (!Access.knows(exchange, Access.READING)) {
            return;
        }
        // Through a proxy or a tunnel on this machine others come, too.
        boolean alone = machineOnly && !exchange.peer().forwarded();
        JsonWriter json = new JsonWriter()
                .object()
                .member("reach", alone ? "machine" : "network")
                .raw("tiles", tiles.json());
        if (map == null) {
            Reply.kept(exchange, Content.json(json.raw("streets", "null").done()));
        } else {
            work.run(exchange, () -> Content.json(streets(json, map).done()).with(Reply.KEPT));
        }
    }

    private JsonWriter streets(JsonWriter json, MapFile file) {
        try {
            MapFacts facts = file.facts();
            return streets(json.object("streets"), facts);
        } catch (ArchiveException e) {
            return json.raw("streets", "null").member("broken", true);
        }
    }

    private JsonWriter streets(JsonWriter json, MapFacts facts) {
        String named = facts.attribution() == null ? OPENSTREETMAP : facts.attribution();
        return json.member("url", "api/map/tiles/{z}/{x}/{y}?v=" + facts.version())
                .member("minZoom", facts.minZoom())
                .member("maxZoom", facts.maxZoom())
                .raw("bounds", bounds(facts.bounds()))
                .member("attribution", tiles.attribution().isEmpty() ? named : tiles.attribution())
                .member("type", facts.type().name().toLowerCase(Locale.ROOT))
                .member("date", facts.date());
    }

    private static String bounds(Bounds bounds) {
        return String.format(
                Locale.ROOT, "[%.7f,%.7f,%.7f,%.7f]", bounds.west(), bounds.south(), bounds.east(), bounds.north());
    }
}
