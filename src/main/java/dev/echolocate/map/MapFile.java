package dev.echolocate.map;

import dev.echolocate.base.Key;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The operator's map file, for as long as the server runs. It may be replaced: every two seconds at most, who asks for something
 * looks whether it is another one. Where that can't be used, the log says so once, and the one from before goes on, if that is still
 * there. Reads the disk, so it may block. Thread-safe: one after the other.
 */
public final class MapFile implements Closeable {
    public static final Key<String> FILE = Key.path("map.file", "empty, or the path of a PMTiles file")
            .means("Map with streets that the tracker shows instead of the outline of the land: a PMTiles file of"
                    + " version 3, with vector tiles (the schemas of Protomaps and of OpenMapTiles) or pictures. Its tiles come"
                    + " from this server, and nobody else is asked. How to get one is in `docs/map.md`.");

    private static final Logger LOG = System.getLogger(MapFile.class.getName());
    private static final long LOOK_MILLIS = 2_000;

    private final Path path;
    private final LongSupplier millis;

    private @Nullable Current current;

    /** Why there is none. */
    private ArchiveException fault = new ArchiveException("was never opened");

    /** Of the last look; null where nothing was there. */
    private @Nullable FileState seen;

    private long looked;
    private boolean complained;

    /** What is in use. */
    private record Current(Archive archive, FileState state, MapFacts facts) {}

    /** What tells one state of a file from another. Of a link, of what it leads to. */
    private record FileState(
            long size, long modified, @Nullable Object key) {
        static FileState of(Path path) throws ArchiveException {
            try {
                BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
                if (now.isDirectory()) {
                    throw new ArchiveException("is a folder");
                }
                return new FileState(now.size(), now.lastModifiedTime().toMillis(), now.fileKey());
            } catch (NoSuchFileException e) {
                throw new ArchiveException("is not there");
            } catch (ArchiveException e) {
                throw e;
            } catch (IOException e) {
                throw ArchiveException.unread(e);
            }
        }

        String version() {
            return Long.toString(size, Character.MAX_RADIX) + "-" + Long.toString(modified, Character.MAX_RADIX);
        }

        /** Whether what was opened then is lost, because this was written over it. */
        boolean overwrites(FileState before) {
            return key == null || key.equals(before.key);
        }
    }

    private MapFile(Path path, LongSupplier millis) {
        this.path = path;
        this.millis = millis;
    }

    /**
     * Opens it, or says why it can't be used.
     *
     * @param millis now, of a clock that never goes back
     */
    public static MapFile open(Path path, LongSupplier millis) throws ArchiveException {
        MapFile file = new MapFile(path, millis);
        FileState now = FileState.of(path);
        file.use(Archive.open(path), now);
        file.looked = millis.getAsLong();
        return file;
    }

    /** What is in it now. Fails while it can't be used. */
    public synchronized MapFacts facts() throws ArchiveException {
        return now().facts;
    }

    /** A tile as it is stored, or null; z from 0 to 26, x and y from 0 to 2^z - 1. Fails while it can't be read. */
    public synchronized @Nullable MapTile tile(int z, int x, int y) throws ArchiveException {
        Current now = now();
        try {
            byte[] bytes = now.archive.tile(z, x, y);
            return bytes == null ? null : new MapTile(now.facts, bytes);
        } catch (ArchiveException e) {
            // The next one looks at once.
            looked = millis.getAsLong() - LOOK_MILLIS;
            complain(e, "");
            throw e;
        }
    }

    private Current now() throws ArchiveException {
        long now = millis.getAsLong();
        if (now - looked >= LOOK_MILLIS) {
            looked = now;
            look();
        }
        if (current == null) {
            throw fault;
        }
        return current;
    }

    private void look() {
        FileState now = null;
        try {
            now = FileState.of(path);
            if (!now.equals(seen)) {
                use(Archive.open(path), now);
                LOG.log(Level.INFO, "map.file: {0} was replaced, and is shown from now on", path);
            }
        } catch (ArchiveException e) {
            keep(e, now);
        }
    }

    private void use(Archive archive, FileState state) {
        close();
        current = new Current(archive, state, facts(archive, state));
        seen = state;
        complained = false;
    }

    private static MapFacts facts(Archive archive, FileState state) {
        ArchiveHeader header = archive.header();
        return new MapFacts(
                state.version(),
                header.type(),
                header.tilePacking() == Packing.GZIP,
                header.minZoom(),
                header.maxZoom(),
                header.bounds(),
                archive.metadata().attribution(),
                archive.metadata().date());
    }

    /** @param now what is there, and can't be used; null where nothing is */
    private void keep(ArchiveException why, @Nullable FileState now) {
        complained &= now == null ? seen == null : now.equals(seen);
        seen = now;
        if (now != null && current != null && now.overwrites(current.state)) {
            close();
        }
        if (current == null) {
            fault = why;
        }
        complain(why, current == null ? "" : ". The map from before is still shown");
    }

    private void complain(ArchiveException why, String then) {
        if (!complained) {
            complained = true;
            LOG.log(Level.WARNING, "map.file: {0} {1}{2}", path, why.getMessage(), then);
        }
    }

    @Override
    public synchronized void close() {
        if (current != null) {
            current.archive.close();
            current = null;
        }
    }
}
