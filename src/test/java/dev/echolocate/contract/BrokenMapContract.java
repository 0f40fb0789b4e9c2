package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.echolocate.map.Village;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.LogWatch;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.ProtocolOperation;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Server;
import dev.echolocate.testkit.Where;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A map file that is cut off while the server runs, and copied again. */
@On({Where.OWN, Where.TOMCAT, Where.JETTY})
class BrokenMapContract {
    private static final String TILE = "/api/map/tiles/15/13653/11787";

    @TempDir
    private Path folder;

    private static JsonNode told(Server server) {
        return ProtocolOperation.of("GET", "/api/map").check(Http.get(server, "/api/map"));
    }

    @Test
    void itIsSaidAndShownAgainOnceItIsWhole(Where where) throws IOException {
        Path file = Village.write(folder.resolve("village.pmtiles"));
        try (Server server = where.start(Map.of("map.file", file.toString()));
                LogWatch log = new LogWatch()) {
            assertEquals(200, Http.get(server, TILE).status());
            try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
                cut.truncate(1000);
            }
            Deadline.await(
                    "that it is cut off", () -> told(server).path("broken").asBoolean());
            assertTrue(told(server).path("streets").isNull());
            Response refused = Http.get(server, TILE);
            assertEquals(
                    503,
                    ProtocolOperation.of("GET", "/api/map/tiles/{z}/{x}/{y}").status(refused));
            assertEquals("map_broken", refused.json().getString("code"));
            assertTrue(
                    log.heard().stream()
                            .anyMatch(line -> line.contains("village.pmtiles is cut off: it has 1000 bytes")),
                    "the operator is told");
            Village.write(file);
            Deadline.await("the map", () -> Http.get(server, TILE).status() == 200);
            assertTrue(told(server).path("broken").isMissingNode());
        }
    }
}
