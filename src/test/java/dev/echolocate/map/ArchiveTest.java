package dev.echolocate.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in a file, and what is wrong with one. */
class ArchiveTest {
    private static final int GZIP = 2;
    private static final int NONE = 1;

    @TempDir
    private Path folder;

    private static byte[] tile(int z, int x, int y) {
        return (z + "/" + x + "/" + y).getBytes(StandardCharsets.UTF_8);
    }

    /** All tiles of zooms 0 to 4, and one of zoom 8. */
    private static ArchiveWriter world(int packing) {
        ArchiveWriter writer = new ArchiveWriter().packing(packing, packing).zooms(0, 8);
        for (int z = 0; z <= 4; z++) {
            for (int x = 0; x < 1 << z; x++) {
                for (int y = 0; y < 1 << z; y++) {
                    writer.put(z, x, y, tile(z, x, y));
                }
            }
        }
        return writer.put(8, 200, 100, tile(8, 200, 100));
    }

    private Archive open(byte[] bytes) throws IOException {
        return Archive.open(Files.write(folder.resolve("map.pmtiles"), bytes));
    }

    private String refused(byte[] bytes) {
        return assertThrows(ArchiveException.class, () -> open(bytes).close()).getMessage();
    }

    /** @param leaves entries of a directory: of 2, directories are as deep as 9 */
    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 1000", "1, 100", "2, 100", "2, 8"})
    void eachTileIsFoundAndNoOtherIs(int packing, int leaves) throws IOException {
        try (Archive archive = open(world(packing).leaves(leaves).bytes())) {
            assertEquals(0, archive.header().minZoom());
            assertEquals(8, archive.header().maxZoom());
            for (int z = 0; z <= 4; z++) {
                for (int x = 0; x < 1 << z; x++) {
                    for (int y = 0; y < 1 << z; y++) {
                        byte[] stored = archive.tile(z, x, y);
                        assertArrayEquals(
                                tile(z, x, y), archive.header().tilePacking().unpack(stored, 100));
                    }
                }
            }
            assertNull(archive.tile(5, 0, 0));
            assertNull(archive.tile(8, 200, 101));
            assertNull(archive.tile(9, 0, 0), "beyond its zooms");
            assertEquals(GZIP == packing, archive.header().tilePacking() == Packing.GZIP);
        }
    }

    @Test
    void tilesInARowThatAreTheSameAreOneEntry() throws IOException {
        ArchiveWriter writer = new ArchiveWriter().zooms(0, 2);
        for (int x = 0; x < 4; x++) {
            for (int y = 0; y < 4; y++) {
                if (TileId.of(2, x, y) != 12) {
                    writer.put(2, x, y, tile(2, 0, 0));
                }
            }
        }
        try (Archive archive = open(writer.bytes())) {
            for (int x = 0; x < 4; x++) {
                for (int y = 0; y < 4; y++) {
                    assertEquals(TileId.of(2, x, y) == 12, archive.tile(2, x, y) == null);
                }
            }
        }
    }

    @Test
    void theVillageSaysWhoseItIsAndWhen() throws IOException {
        try (Archive archive = Archive.open(Village.write(folder.resolve("village.pmtiles")))) {
            assertEquals(
                    "Echo Island © nobody: it is invented", archive.metadata().attribution());
            assertEquals("2026-11-30", archive.metadata().date());
            assertEquals(TileType.MVT, archive.header().type());
            assertEquals(-30.02, archive.header().bounds().west(), 1e-6);
            int middle = 1 << 14;
            assertNull(archive.tile(15, middle, middle), "that is in Africa");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', is no PMTiles file",
        "PNG, is no PMTiles file",
        "'SQLite format 3 and so on', 'is no PMTiles file, but SQLite, as MBTiles are: `pmtiles convert` makes one of it'",
        "'PMTiles\u0002 and so on', 'is PMTiles of version 2, and it takes version 3: `pmtiles convert` makes one of it'",
        "'PMTiles\u0003 and so on', is cut off: it has 18 bytes. Copy it again",
    })
    void whatIsNoSuchFileIsRefusedInPlainWords(String content, String why) {
        assertEquals(why, refused(content.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @CsvSource({
        "97, 3, 'its directories are packed by Brotli'",
        "97, 4, 'its directories are packed by Zstandard'",
        "97, 0, 'its directories are packed by a way of number 0'",
        "98, 3, 'its tiles are packed by Brotli'",
        "98, 4, 'its tiles are packed by Zstandard'",
        "99, 0, 'has tiles of type 0, which not all browsers show'",
        "99, 5, 'has tiles of type 5 (AVIF)'",
        "99, 6, 'has tiles of type 6'",
        "101, 40, 'is damaged: it says that it has zooms 0 to 40'",
        "100, 9, 'is damaged: it says that it has zooms 9 to 8'",
        "15, 64, 'is cut off: it has '",
        "15, -64, 'is damaged: it says that it has a part of '",
    })
    void whatItCanNotBeIsSaid(int at, int value, String why) {
        byte[] bytes = world(GZIP).bytes();
        bytes[at] = (byte) value;
        String said = refused(bytes);
        assertTrue(said.contains(why), said);
        assertEquals(1, said.lines().count(), said);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void picturesAreTakenHoweverTheySayTheyArePacked(int type) throws IOException {
        for (int packing = 0; packing <= 1; packing++) {
            byte[] bytes = new ArchiveWriter()
                    .type(type)
                    .packing(NONE, packing)
                    .put(0, 0, 0, new byte[9])
                    .bytes();
            try (Archive archive = open(bytes)) {
                assertArrayEquals(new byte[9], archive.tile(0, 0, 0));
                assertTrue(archive.header().type().mediaType().startsWith("image/"));
            }
        }
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefused() {
        byte[] whole = world(GZIP).leaves(50).bytes();
        for (int length = 8; length < whole.length; length += 7) {
            String said = refused(Arrays.copyOf(whole, length));
            assertTrue(said.startsWith("is cut off: it has " + length + " bytes"), said);
        }
    }

    @Test
    void boundsThatAreNoneAreTheWorld() throws IOException {
        for (double[] edges : new double[][] {{0, 0, 0, 0}, {10, 10, 5, 20}, {-190, 0, 10, 10}}) {
            byte[] bytes =
                    world(NONE).bounds(edges[0], edges[1], edges[2], edges[3]).bytes();
            try (Archive archive = open(bytes)) {
                assertEquals(new Bounds(-180, -90, 180, 90), archive.header().bounds());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[1]", "{\"attribution\": 5}", "{\"attribution\": \" <b></b> \"}"})
    void withoutMetadataItIsAMapToo(String json) throws IOException {
        try (Archive archive = open(world(GZIP).metadata(json).bytes())) {
            assertNull(archive.metadata().attribution());
            assertNull(archive.metadata().date());
        }
    }

    @Test
    void attributionsAreTexts() {
        assertEquals("© A & B <C>", Metadata.plain("<a href='x'>&copy; A</a>\n&amp; B&nbsp; &lt;C&gt;"));
        assertEquals(Metadata.MAX_ATTRIBUTION, Metadata.plain("a".repeat(1000)).length());
    }

    /** A header in front of a directory of our own, unpacked, and of 64 bytes for all else. */
    private byte[] with(byte[] directory) {
        byte[] bytes = Arrays.copyOf(world(NONE).bytes(), ArchiveHeader.LENGTH + directory.length + 64);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = ArchiveHeader.LENGTH + directory.length;
        header.putLong(8, ArchiveHeader.LENGTH).putLong(16, directory.length);
        header.putLong(24, end).putLong(32, 0);
        header.putLong(40, ArchiveHeader.LENGTH).putLong(48, directory.length);
        header.putLong(56, end).putLong(64, 64);
        System.arraycopy(directory, 0, bytes, ArchiveHeader.LENGTH, directory.length);
        return bytes;
    }

    private static byte[] entries(ArchiveWriter.Entry... entries) {
        return ArchiveWriter.directory(List.of(entries));
    }

    @Test
    void directoriesThatLeadToThemselvesAreLeft() throws IOException {
        byte[] itself = entries(new ArchiveWriter.Entry(0, 0, 5, 0));
        assertEquals(5, itself.length);
        try (Archive archive = open(with(itself))) {
            String said = assertThrows(ArchiveException.class, () -> archive.tile(3, 1, 1))
                    .getMessage();
            assertEquals("is damaged: more than 4 of its directories lead to each other", said);
        }
    }

    @Test
    void nothingIsReadBeyondTheFile() throws IOException {
        for (ArchiveWriter.Entry entry : List.of(
                new ArchiveWriter.Entry(0, 1, 65, 0),
                new ArchiveWriter.Entry(0, 1, 1, 64),
                new ArchiveWriter.Entry(0, 1, 1, Long.MAX_VALUE - 1),
                new ArchiveWriter.Entry(0, 1, Integer.MAX_VALUE, 0),
                new ArchiveWriter.Entry(0, 0, 1, 1L << 40))) {
            try (Archive archive = open(with(entries(entry)))) {
                String said = assertThrows(ArchiveException.class, () -> archive.tile(0, 0, 0))
                        .getMessage();
                assertEquals("is damaged: a directory names what is not in it", said);
            }
        }
    }

    @Test
    void aTileHasALimit() throws IOException {
        byte[] most = new byte[Archive.MAX_TILE];
        try (Archive archive =
                open(new ArchiveWriter().packing(NONE, NONE).put(0, 0, 0, most).bytes())) {
            assertEquals(most.length, archive.tile(0, 0, 0).length);
        }
        byte[] more = new byte[Archive.MAX_TILE + 1];
        try (Archive archive =
                open(new ArchiveWriter().packing(NONE, NONE).put(0, 0, 0, more).bytes())) {
            assertThrows(ArchiveException.class, () -> archive.tile(0, 0, 0));
        }
    }

    @Test
    void whatUnpacksWithoutEndIsLeft() {
        byte[] bomb = ArchiveWriter.packed(new byte[Archive.MAX_DIRECTORY + 1], GZIP);
        assertThrows(ArchiveException.class, () -> Packing.GZIP.unpack(bomb, Archive.MAX_DIRECTORY));
        assertThrows(ArchiveException.class, () -> Packing.GZIP.unpack(new byte[] {1, 2, 3}, 100));
        assertThrows(ArchiveException.class, () -> Packing.GZIP.unpack(Arrays.copyOf(bomb, 20), 1 << 20));
    }

    @Test
    void numbersThatAreTooLargeMakeNothing() {
        for (long count : new long[] {2, 1_000_000, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ArchiveWriter.varint(out, count);
            out.writeBytes(new byte[4]);
            assertThrows(ArchiveException.class, () -> Directory.of(out.toByteArray()));
        }
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0xff);
        assertThrows(ArchiveException.class, () -> Directory.of(endless));
    }

    @Test
    void leavesAreKeptUpToANumber() throws ArchiveException {
        Leaves leaves = new Leaves();
        for (long i = 0; i < 1000; i++) {
            leaves.put(i, Directory.of(entries(new ArchiveWriter.Entry(i, 1, 1, 0))));
            leaves.get(0);
        }
        assertEquals(Leaves.MAX_KEPT, leaves.kept());
        assertTrue(leaves.get(0) != null && leaves.get(1) == null, "the one that is used stays");
        ArchiveWriter.Entry[] many = new ArchiveWriter.Entry[Leaves.MAX_ENTRIES / 2];
        Arrays.setAll(many, i -> new ArchiveWriter.Entry(i, 1, 1, 0));
        for (long i = 0; i < 4; i++) {
            leaves.put(5000 + i, Directory.of(entries(many)));
        }
        assertTrue(leaves.kept() <= 2, "and up to as many entries");
    }

    @Test
    void whateverIsInAFileItIsATileOrRefusedInWords() {
        byte[][] files = {
            world(NONE).bytes(),
            world(NONE).leaves(40).bytes(),
            world(GZIP).leaves(40).bytes(),
            Arrays.copyOf(world(NONE).bytes(), ArchiveHeader.LENGTH)
        };
        Fuzz.of(files).run("map files", 4, input -> {
            try (Archive archive = open(input)) {
                for (int z = 0; z <= 8; z++) {
                    byte[] tile = archive.tile(z, (1 << z) - 1, (1 << z) / 2);
                    assertTrue(tile == null || tile.length <= input.length);
                }
            } catch (ArchiveException e) {
                assertTrue(e.getMessage().length() < 300, "a short reason");
            }
        });
    }
}
