package dev.echolocate.map;

/** What the tiles of a file are, of what all browsers show. */
public enum TileType {
    /** Mapbox Vector Tile 2.1. */
    MVT("application/vnd.mapbox-vector-tile"),
    PNG("image/png"),
    JPEG("image/jpeg"),
    WEBP("image/webp");

    private final String mediaType;

    TileType(String mediaType) {
        this.mediaType = mediaType;
    }

    /** As in {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    static TileType of(int code) throws ArchiveException {
        return switch (code) {
            case 1 -> MVT;
            case 2 -> PNG;
            case 3 -> JPEG;
            case 4 -> WEBP;
            default ->
                throw new ArchiveException("has tiles of type " + code + (code == 5 ? " (AVIF)" : "")
                        + ", which not all browsers show: it takes vector tiles (MVT), PNG, JPEG or WebP");
        };
    }
}
