package dev.echolocate.map;

/** The number of a tile: zoom by zoom, along a Hilbert curve, so that neighbours are near each other in the file. Pure. */
final class TileId {
    private TileId() {}

    /**
     * The number of a tile.
     *
     * @param z from 0 to {@link ArchiveHeader#MAX_ZOOM}
     * @param x from 0 to 2^z - 1, as y
     */
    static long of(int z, int x, int y) {
        long id = ((1L << (2 * z)) - 1) / 3;
        int column = x;
        int row = y;
        for (int bit = z - 1; bit >= 0; bit--) {
            int right = (column >> bit) & 1;
            int lower = (row >> bit) & 1;
            id += (long) ((3 * right) ^ lower) << (2 * bit);
            if (lower == 0) {
                // The curve goes through this quarter turned, or turned over. Only the bits below count from here on.
                int turned = right == 1 ? ~row : row;
                row = right == 1 ? ~column : column;
                column = turned;
            }
        }
        return id;
    }
}
