package dev.echolocate.map;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * An open PMTiles file of version 3. Its numbers are believed only within what it holds: whatever it says, reading costs no more
 * than the limits here. Reads the disk, so it may block. For one thread at a time.
 */
final class Archive implements Closeable {
    /** Bytes of a tile, as it is stored. */
    static final int MAX_TILE = 4 << 20;

    /** Bytes of a tile, unpacked for a client that takes no gzip. */
    static final int MAX_UNPACKED = 16 << 20;

    /** Bytes of a directory or of the metadata, packed or not. */
    static final int MAX_DIRECTORY = 4 << 20;

    /** The root, and those below it. */
    static final int MAX_DEPTH = 4;

    private final FileChannel file;
    private final ArchiveHeader header;
    private final Directory root;
    private final Metadata metadata;
    private final Leaves leaves = new Leaves();

    private Archive(FileChannel file) throws IOException {
        this.file = file;
        long size = file.size();
        header = ArchiveHeader.of(read(new Section(0, Math.min(size, ArchiveHeader.LENGTH))), size);
        root = directory(header.root());
        metadata = Metadata.of(part(header.metadata()));
    }

    /** Opens it, and checks what can be checked at once. */
    static Archive open(Path path) throws ArchiveException {
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new Archive(file);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (ArchiveException e) {
            throw e;
        } catch (IOException e) {
            throw ArchiveException.unread(e);
        }
    }

    ArchiveHeader header() {
        return header;
    }

    Metadata metadata() {
        return metadata;
    }

    /**
     * A tile as it is stored, see {@link ArchiveHeader#tilePacking}; null where there is none.
     *
     * @param z from 0 to {@link ArchiveHeader#MAX_ZOOM}
     * @param x from 0 to 2^z - 1, as y
     */
    byte @Nullable [] tile(int z, int x, int y) throws ArchiveException {
        if (z < header.minZoom() || z > header.maxZoom()) {
            return null;
        }
        long id = TileId.of(z, x, y);
        Directory directory = root;
        for (int depth = 1; depth <= MAX_DEPTH; depth++) {
            int entry = directory.find(id);
            if (entry < 0) {
                return null;
            }
            if (!directory.isDirectory(entry)) {
                return read(limited(directory.place(entry, header.tiles()), MAX_TILE, "a tile"));
            }
            directory = leaf(directory.place(entry, header.leaves()));
        }
        throw ArchiveException.damaged("more than " + MAX_DEPTH + " of its directories lead to each other");
    }

    private Directory leaf(Section place) throws ArchiveException {
        Directory leaf = leaves.get(place.offset());
        if (leaf == null) {
            leaf = directory(place);
            leaves.put(place.offset(), leaf);
        }
        return leaf;
    }

    private Directory directory(Section place) throws ArchiveException {
        return Directory.of(part(place));
    }

    private byte[] part(Section place) throws ArchiveException {
        return header.packing().unpack(read(limited(place, MAX_DIRECTORY, "a directory")), MAX_DIRECTORY);
    }

    private static Section limited(Section place, int most, String what) throws ArchiveException {
        if (place.length() > most) {
            throw ArchiveException.damaged(what + " of it has " + place.length() + " bytes, and may have " + most);
        }
        return place;
    }

    /** @param place not longer than one of the limits above */
    private byte[] read(Section place) throws ArchiveException {
        ByteBuffer into = ByteBuffer.allocate((int) place.length());
        try {
            while (into.hasRemaining()) {
                if (file.read(into, place.offset() + into.position()) < 0) {
                    throw new ArchiveException("was cut off while it was in use");
                }
            }
        } catch (ArchiveException e) {
            throw e;
        } catch (IOException e) {
            throw ArchiveException.unread(e);
        }
        return into.array();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
