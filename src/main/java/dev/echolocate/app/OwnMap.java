package dev.echolocate.app;

import dev.echolocate.base.Config;
import dev.echolocate.base.ConfigException;
import dev.echolocate.map.ArchiveException;
import dev.echolocate.map.MapFile;
import dev.echolocate.web.MapTiles;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The map that a configuration asks for: a file of the operator's, or somebody's tile server. */
final class OwnMap {
    private OwnMap() {}

    /**
     * The file, open; null where there is none. Throws {@link ConfigException} where it can't be used.
     *
     * @param millis now, of a clock that never goes back
     */
    static @Nullable MapFile of(Config config, LongSupplier millis) {
        String file = config.get(MapFile.FILE);
        if (file.isEmpty()) {
            return null;
        }
        try {
            return MapFile.open(Path.of(file), millis);
        } catch (ArchiveException e) {
            throw new ConfigException(
                    "map.file: \"" + file + "\" (" + config.origin(MapFile.FILE) + ") " + e.getMessage());
        }
    }

    static MapTiles tiles(Config config) {
        return new MapTiles(
                config.get(MapTiles.TILES),
                config.get(MapTiles.ATTRIBUTION),
                config.get(MapTiles.MAX_ZOOM),
                config.get(MapTiles.ASK));
    }
}
