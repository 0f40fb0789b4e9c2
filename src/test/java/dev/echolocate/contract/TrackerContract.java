package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Where;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;

/** {@code /tracker[/{room}]}: what its contracts have in common. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
abstract class TrackerContract extends ContractTest {
    @Override
    protected Map<String, String> settings() {
        return Map.of("tracker.grace", "3s");
    }

    static String room() {
        return "/tracker/" + fresh("room");
    }

    static JsonObject error(Client client) {
        while (true) {
            JsonValue value = client.next().json();
            if (value instanceof JsonObject object) {
                return object.getJsonObject("error");
            }
        }
    }

    static String item(String id, int lat, int lon) {
        return Json.createObjectBuilder()
                .add("id", id)
                .add("lat", lat)
                .add("lon", lon)
                .build()
                .toString();
    }

    static double number(JsonValue value) {
        return ((JsonNumber) value).doubleValue();
    }

    static void same(String expected, JsonArray actual) {
        try (JsonReader reader = Json.createReader(new StringReader(expected))) {
            JsonArray wanted = reader.readArray();
            assertEquals(wanted.get(0) instanceof JsonString, actual.get(0) instanceof JsonString, actual::toString);
            assertEquals(wanted.get(0).toString(), actual.get(0).toString());
            assertEquals(number(wanted.get(1)), number(actual.get(1)), actual::toString);
            assertEquals(number(wanted.get(2)), number(actual.get(2)), actual::toString);
            assertEquals(3, actual.size());
        }
    }
}
