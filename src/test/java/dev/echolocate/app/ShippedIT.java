package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever gets the WAR gets the licences of all that is in it, and a list of that. */
class ShippedIT {
    private static final Pattern JAR = Pattern.compile("WEB-INF/lib(?:-provided)?/(.+?)-(\\d[^/]*)\\.jar");
    private static final Pattern TEXT = Pattern.compile("(?:META-INF|lib|map)/\\S*(?:LICENSE|licenses/)\\S*");

    private ZipFile war;

    @BeforeEach
    void open() throws Exception {
        war = new ZipFile(System.getProperty("war"));
    }

    @AfterEach
    void close() throws Exception {
        war.close();
    }

    private byte[] bytes(String name) throws Exception {
        ZipEntry entry = war.getEntry(name);
        assertNotNull(entry, name);
        try (InputStream in = war.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private List<Matcher> jars() {
        List<Matcher> jars = war.stream()
                .map(entry -> JAR.matcher(entry.getName()))
                .filter(Matcher::matches)
                .toList();
        assertTrue(jars.size() > 10, jars::toString);
        return jars;
    }

    @Test
    void itHasItsLicenceAndNotice() throws Exception {
        for (String file : List.of("LICENSE", "NOTICE")) {
            assertArrayEquals(Files.readAllBytes(Path.of(file)), bytes("META-INF/" + file));
        }
    }

    @Test
    void eachLibraryIsNamedWithALicenceThatIsThere() throws Exception {
        String notice = new String(bytes("META-INF/NOTICE"), StandardCharsets.UTF_8);
        Set<String> named = notice.lines()
                .filter(line -> line.startsWith("  ") && !line.startsWith("   "))
                .map(line -> line.strip().split(" ")[0])
                .collect(Collectors.toSet());
        for (Matcher jar : jars()) {
            assertTrue(named.remove(jar.group(1)), () -> "NOTICE does not name " + jar.group(1));
        }
        assertEquals(Set.of("Leaflet", "uPlot", "Natural"), named, "what is named and not there");
        Matcher texts = TEXT.matcher(notice.substring(notice.indexOf("In WEB-INF")));
        int found = 0;
        for (; texts.find(); found++) {
            assertTrue(bytes(texts.group()).length > 500, texts.group());
        }
        assertTrue(found >= 8, "texts: " + found);
    }

    @Test
    void theListOfLibrariesHasEachWithItsVersion() throws Exception {
        assumeTrue(
                war.getEntry("META-INF/sbom/echolocate.cdx.json") != null || System.getenv("CI") != null,
                "Maven makes no list of libraries offline (-o).");
        JsonObject bom;
        try (JsonReader reader =
                Json.createReader(war.getInputStream(war.getEntry("META-INF/sbom/echolocate.cdx.json")))) {
            bom = reader.readObject();
        }
        assertEquals("CycloneDX", bom.getString("bomFormat"));
        Set<String> listed = bom.getJsonArray("components").stream()
                .map(JsonValue::asJsonObject)
                .map(component -> component.getString("name") + " " + component.getString("version"))
                .collect(Collectors.toSet());
        for (Matcher jar : jars()) {
            assertTrue(listed.contains(jar.group(1) + " " + jar.group(2)), () -> jar.group() + " is not in " + listed);
        }
    }
}
