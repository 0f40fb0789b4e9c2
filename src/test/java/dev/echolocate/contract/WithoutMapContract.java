package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.ProtocolOperation;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import org.junit.jupiter.api.Test;

/** What is asked of a map where the operator has set none. */
@On({Where.OWN, Where.TOMCAT, Where.JETTY})
class WithoutMapContract extends ContractTest {
    @Test
    void thereAreNeitherStreetsNorTiles() {
        JsonNode told = ProtocolOperation.of("GET", "/api/map").check(Http.get(server(), "/api/map"));
        assertTrue(told.path("tiles").isNull() && told.path("streets").isNull(), told::toString);
        Response none = Http.get(server(), "/api/map/tiles/0/0/0");
        assertEquals(
                404, ProtocolOperation.of("GET", "/api/map/tiles/{z}/{x}/{y}").status(none));
        assertEquals("no_map", none.json().getString("code"));
        assertTrue(none.text().contains("map.file"), none.text());
    }
}
