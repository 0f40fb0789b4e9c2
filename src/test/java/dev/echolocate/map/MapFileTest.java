package dev.echolocate.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.LogWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A map file that changes while it is in use. */
class MapFileTest {
    private static final byte[] FIRST = archive("first");
    private static final byte[] SECOND = archive("the second");

    @TempDir
    private Path folder;

    private final LogWatch log = new LogWatch();
    private Path path;
    private MapFile map;
    private long now;

    private static byte[] archive(String tile) {
        return new ArchiveWriter()
                .zooms(0, 2)
                .put(0, 0, 0, tile.getBytes(StandardCharsets.UTF_8))
                .bytes();
    }

    @BeforeEach
    void open() throws IOException {
        path = folder.resolve("map.pmtiles");
        Files.write(path, FIRST);
        map = MapFile.open(path, () -> now);
    }

    @AfterEach
    void close() {
        map.close();
        log.close();
    }

    /** As `mv` does: what was opened before is whole. */
    private void replace(byte[] content) throws IOException {
        Path other = Files.write(folder.resolve("other"), content);
        Files.move(other, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        now += 2_000;
    }

    private String shown() throws ArchiveException {
        MapTile tile = Objects.requireNonNull(map.tile(0, 0, 0));
        return new String(tile.unpacked(), StandardCharsets.UTF_8);
    }

    private List<String> logged() {
        return log.heard().stream()
                .map(line ->
                        line.replaceAll("(?s).*?(INFO|WARNING|SEVERE): ", "").strip())
                .map(line -> line.replace(path.toString(), "PATH"))
                .toList();
    }

    @Test
    void anotherOneIsShownAndSaid() throws IOException {
        String version = map.facts().version();
        assertEquals("first", shown());
        replace(SECOND);
        assertEquals("the second", shown());
        assertNotEquals(version, map.facts().version());
        assertEquals(List.of("map.file: PATH was replaced, and is shown from now on"), logged());
    }

    @Test
    void itIsNotLookedAtForEachTile() throws IOException {
        replace(SECOND);
        now -= 1;
        assertEquals("first", shown());
        now += 1;
        assertEquals("the second", shown());
        logged();
    }

    @Test
    void theOneFromBeforeGoesOnWhereTheNewOneCanNotBeUsed() throws IOException {
        replace("no map".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 3; i++) {
            assertEquals("first", shown());
            now += 2_000;
        }
        assertEquals(
                List.of("map.file: PATH is no PMTiles file. The map from before is still shown"), logged(), "once");
        replace(SECOND);
        assertEquals("the second", shown());
        logged();
    }

    @Test
    void theOneFromBeforeGoesOnWhereThereIsNone() throws IOException {
        Files.delete(path);
        now += 2_000;
        assertEquals("first", shown());
        now += 2_000;
        assertEquals("first", shown());
        assertEquals(List.of("map.file: PATH is not there. The map from before is still shown"), logged(), "once");
    }

    @Test
    void whatIsCutOffWhileItIsInUseIsSaidAndComesBack() throws IOException {
        Files.write(path, Arrays.copyOf(FIRST, FIRST.length - 3));
        now += 2_000;
        for (int i = 0; i < 3; i++) {
            ArchiveException e = assertThrows(ArchiveException.class, this::shown);
            assertTrue(e.getMessage().startsWith("is cut off: it has "), e.getMessage());
            assertThrows(ArchiveException.class, () -> map.facts());
            now += 2_000;
        }
        List<String> said = logged();
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.get(0).startsWith("map.file: PATH is cut off: it has "), said::toString);
        Files.write(path, SECOND);
        now += 2_000;
        assertEquals("the second", shown());
        logged();
    }

    /** Before anybody looks. */
    @Test
    void aReadThatFailsLooksAtOnce() throws IOException {
        Files.write(path, Arrays.copyOf(FIRST, FIRST.length - 3));
        String said = assertThrows(ArchiveException.class, this::shown).getMessage();
        assertEquals("was cut off while it was in use", said);
        Files.write(path, SECOND);
        assertEquals("the second", shown());
        assertEquals(
                List.of(
                        "map.file: PATH was cut off while it was in use",
                        "map.file: PATH was replaced, and is shown from now on"),
                logged());
    }

    @Test
    void whatCanNotBeOpenedIsRefused() throws IOException {
        assertEquals("is not there", refused(folder.resolve("none")));
        assertEquals("is a folder", refused(folder));
        Path text = Files.writeString(folder.resolve("text"), "text");
        assertEquals("is no PMTiles file", refused(text));
        assertNotNull(map.facts());
    }

    private String refused(Path file) {
        return assertThrows(
                        ArchiveException.class,
                        () -> MapFile.open(file, () -> now).close())
                .getMessage();
    }
}
