package dev.echolocate.map;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileIdTest {
    /** Those of the specification. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "1, 0, 0, 1",
        "1, 0, 1, 2",
        "1, 1, 1, 3",
        "1, 1, 0, 4",
        "2, 0, 0, 5",
        "12, 3423, 1763, 19078479"
    })
    void numbersAreThoseOfTheSpecification(int z, int x, int y, long id) {
        assertEquals(id, TileId.of(z, x, y));
    }

    @Test
    void eachTileOfAZoomHasOneOfItsNumbers() {
        Set<Long> ids = new HashSet<>();
        for (int x = 0; x < 32; x++) {
            for (int y = 0; y < 32; y++) {
                ids.add(TileId.of(5, x, y));
            }
        }
        assertEquals(1024, ids.size());
        assertEquals(341L, ids.stream().min(Long::compare).orElseThrow());
        assertEquals(341L + 1023, ids.stream().max(Long::compare).orElseThrow());
    }

    @Test
    void theClosestZoomHasNumbersToo() {
        int last = (1 << ArchiveHeader.MAX_ZOOM) - 1;
        long zoom = 1L << 2 * ArchiveHeader.MAX_ZOOM;
        assertEquals((zoom - 1) / 3, TileId.of(ArchiveHeader.MAX_ZOOM, 0, 0));
        assertEquals((zoom - 1) / 3 + zoom - 1, TileId.of(ArchiveHeader.MAX_ZOOM, last, 0));
    }
}
