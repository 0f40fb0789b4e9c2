package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Config;
import dev.echolocate.base.ConfigException;
import dev.echolocate.base.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said at the start of a map that can't be used. */
class OwnMapTest {
    private static Config config(Map<String, String> settings) {
        return Keys.read(Source.commandLine(settings::get));
    }

    @Test
    void aFileThatCanNotBeUsedIsNamedInOneLine() {
        Config config = config(Map.of("--map.file", "pom.xml"));
        String said = assertThrows(ConfigException.class, () -> new App(config)).getMessage();
        assertEquals("map.file: \"pom.xml\" (command line --map.file) is no PMTiles file", said);
    }

    @Test
    void twoMapsAreOneTooMany() {
        Map<String, String> both = Map.of("--map.file", "pom.xml", "--map.tiles", "https://t.example/{z}/{x}/{y}.png");
        String said = assertThrows(ConfigException.class, () -> config(both)).getMessage();
        assertTrue(said.contains("map.file") && said.endsWith("are two maps: leave out one"), said);
    }
}
