package dev.echolocate.map;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The first 127 bytes of a PMTiles file of version 3. Immutable.
 *
 * @param root the directory that all others are found by
 * @param tilePacking of each tile
 */
record ArchiveHeader(
        Section root,
        Section metadata,
        Section leaves,
        Section tiles,
        Packing packing,
        Packing tilePacking,
        TileType type,
        int minZoom,
        int maxZoom,
        Bounds bounds) {
    static final int LENGTH = 127;

    /** Of which each tile still has a number of its own in 53 bits. */
    static final int MAX_ZOOM = 26;

    private static final String MAGIC = "PMTiles";
    private static final String SQLITE = "SQLite format 3";
    private static final int VERSION = 3;
    private static final double DEGREE = 1e7;

    /**
     * Reads it, or says why it can't be one.
     *
     * @param bytes the file's first, up to {@link #LENGTH}
     * @param size of the whole file
     */
    static ArchiveHeader of(byte[] bytes, long size) throws ArchiveException {
        String begin = new String(bytes, StandardCharsets.ISO_8859_1);
        if (begin.startsWith(SQLITE)) {
            throw new ArchiveException(
                    "is no PMTiles file, but SQLite, as MBTiles are: `pmtiles convert` makes one of it");
        }
        if (!begin.startsWith(MAGIC) || bytes.length <= MAGIC.length()) {
            throw new ArchiveException("is no PMTiles file");
        }
        if (bytes[MAGIC.length()] != VERSION) {
            throw new ArchiveException("is PMTiles of version " + bytes[MAGIC.length()]
                    + ", and it takes version 3: `pmtiles convert` makes one of it");
        }
        if (bytes.length < LENGTH) {
            throw new ArchiveException("is cut off: it has " + size + " bytes. Copy it again");
        }
        return of(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), size);
    }

    private static ArchiveHeader of(ByteBuffer in, long size) throws ArchiveException {
        TileType type = TileType.of(in.get(99));
        int minZoom = in.get(100);
        int maxZoom = in.get(101);
        if (minZoom < 0 || maxZoom < minZoom || maxZoom > MAX_ZOOM) {
            throw ArchiveException.damaged("it says that it has zooms " + minZoom + " to " + maxZoom);
        }
        return new ArchiveHeader(
                section(in, 8, size),
                section(in, 24, size),
                section(in, 40, size),
                section(in, 56, size),
                Packing.of(in.get(97), "directories"),
                tilePacking(in.get(98), type),
                type,
                minZoom,
                maxZoom,
                Bounds.of(degrees(in, 102), degrees(in, 106), degrees(in, 110), degrees(in, 114)));
    }

    private static Section section(ByteBuffer in, int at, long size) throws ArchiveException {
        return new Section(in.getLong(at), in.getLong(at + Long.BYTES)).within(size);
    }

    /** Of pictures, 0 ("unknown") is often said, and they are never packed again. */
    private static Packing tilePacking(int code, TileType type) throws ArchiveException {
        return code == 0 && type != TileType.MVT ? Packing.NONE : Packing.of(code, "tiles");
    }

    private static double degrees(ByteBuffer in, int at) {
        return in.getInt(at) / DEGREE;
    }
}
