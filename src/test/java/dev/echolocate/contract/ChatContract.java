package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Where;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /chat[/{room}]}: what its contracts have in common. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
abstract class ChatContract extends ContractTest {
    static final String EMOJI = "\uD83D\uDE00";

    @Override
    protected Map<String, String> settings() {
        return Map.of("chat.grace", "2s");
    }

    static String room() {
        return "/chat/" + fresh("room");
    }

    static String as(String name) {
        return "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /** Where somebody comes back to. */
    static String again(FeedClient client, String path, String name) {
        return path + as(name) + "&since=" + client.cursor() + "&secret=" + client.secret();
    }

    static String text(String text) {
        return Json.createObjectBuilder().add("text", text).build().toString();
    }

    static JsonObject joins(FeedClient client, String name) {
        JsonObject item = client.item();
        assertEquals(name, item.getString("name"));
        assertTrue(item.containsKey("joined"), item::toString);
        return item;
    }

    static void leaves(FeedClient client, String name) {
        JsonObject item = client.item();
        assertEquals(name, item.getString("name"));
        assertTrue(item.getBoolean("left"), item::toString);
    }

    static JsonObject says(FeedClient client, String name, String text) {
        JsonObject item = client.item();
        assertEquals(name, item.getString("name"));
        assertEquals(text, item.getString("text"), item::toString);
        return item;
    }

    static String said(JsonObject item) {
        return item.getString("name") + ": " + item.getString("text");
    }

    /** Messages only, whoever comes and goes meanwhile. */
    static List<String> messages(FeedClient client, int count) {
        List<String> messages = new ArrayList<>();
        while (messages.size() < count) {
            JsonObject item = client.item();
            if (item.containsKey("text")) {
                messages.add(said(item));
            }
        }
        return messages;
    }

    static String error(Client client) {
        JsonObject error = client.next().object().getJsonObject("error");
        return error == null ? "" : error.getString("code");
    }
}
