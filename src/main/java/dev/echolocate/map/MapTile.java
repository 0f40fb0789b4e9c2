package dev.echolocate.map;

/**
 * A tile, and what file it is of.
 *
 * @param stored as it is in the file: gzipped, where the facts say so; changed by nobody
 */
@SuppressWarnings("ArrayRecordComponent") // it is handed on, and compared by nobody
public record MapTile(MapFacts of, byte[] stored) {
    /** Without gzip, for who takes none. */
    public byte[] unpacked() throws ArchiveException {
        return (of.gzipped() ? Packing.GZIP : Packing.NONE).unpack(stored, Archive.MAX_UNPACKED);
    }
}
