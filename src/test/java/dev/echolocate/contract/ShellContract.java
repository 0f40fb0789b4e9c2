package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Pages;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code GET worker.js}: what a device keeps that has Echolocate installed. */
@On({Where.OWN, Where.TOMCAT, Where.JETTY})
class ShellContract extends ContractTest {
    @Override
    protected Map<String, String> settings() {
        return Map.of("services.inspect", "off");
    }

    private static JsonNode shell(Response worker) throws IOException {
        String line = worker.text().lines().findFirst().orElseThrow();
        assertTrue(line.startsWith("self.SHELL = {") && line.endsWith("};"), line);
        return new ObjectMapper().readTree(line.substring("self.SHELL = ".length(), line.length() - 1));
    }

    private static Set<String> files(JsonNode shell) {
        Set<String> files = new TreeSet<>();
        shell.path("files").forEach(file -> files.add(file.asText()));
        return files;
    }

    @Test
    void itIsAScriptThatIsAskedForEachTime() throws IOException {
        Response worker = Http.get(server(), "/worker.js");
        assertEquals(200, worker.status());
        assertTrue(worker.header("Content-Type").startsWith("text/javascript"), worker.header("Content-Type"));
        assertEquals("no-cache", worker.header("Cache-Control"));
        assertTrue(worker.text().endsWith(Files.readString(Pages.AS_THEY_ARE.resolve("worker.js"))));
        assertTrue(shell(worker).path("build").asText().matches(".+-[0-9a-f]{16}"), worker.text());
        assertEquals(worker.text(), Http.get(server(), "/worker.js").text());
    }

    /** All that pages are made of is in it, as nobody has to write it down; what is turned off is not. */
    @Test
    void itNamesEveryFileOfThePages() throws IOException {
        Set<String> files = files(shell(Http.get(server(), "/worker.js")));
        files.removeIf(file -> file.startsWith("lib/leaflet/"));
        assertEquals(String.join("\n", ofTheFolder()), String.join("\n", files));
    }

    private static Set<String> ofTheFolder() throws IOException {
        Set<String> elsewhere = Set.of("404.html", "error.html", "inspect.html", "worker.js");
        try (Stream<java.nio.file.Path> all = Files.walk(Pages.AS_THEY_ARE)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> Pages.AS_THEY_ARE.relativize(file).toString())
                    .filter(name -> name.matches(".*\\.(html|js|css|json|svg|webmanifest)"))
                    .filter(name -> !name.startsWith("map/land-10m/") && !elsewhere.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void eachOfThemIsThere() throws IOException {
        List<String> gone = files(shell(Http.get(server(), "/worker.js"))).stream()
                .filter(file -> Http.get(server(), "/" + file).status() != 200)
                .toList();
        assertEquals(List.of(), gone);
    }

    @Test
    void theManifestHasItsTypeAndItsPictures() throws IOException {
        Response manifest = Http.get(server(), "/manifest.webmanifest");
        assertTrue(manifest.header("Content-Type").startsWith("application/manifest+json"), manifest.text());
        for (JsonNode icon : new ObjectMapper().readTree(manifest.text()).path("icons")) {
            Response picture = Http.get(server(), "/" + icon.path("src").asText());
            assertEquals(200, picture.status());
            assertTrue(
                    picture.header("Content-Type").startsWith(icon.path("type").asText()), picture.toString());
        }
    }
}
