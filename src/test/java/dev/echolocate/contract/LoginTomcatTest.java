package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Server;
import dev.echolocate.testkit.TomcatServer;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who has logged in at the container is that user in the chat. */
@On(Where.TOMCAT)
class LoginTomcatTest extends ContractTest {
    @Override
    protected Server start(Where where, Map<String, String> settings) {
        return new TomcatServer(settings).trustingHeader("X-User");
    }

    private FeedClient login(String user, String path) {
        return closeAfter(FeedClient.over(Handshake.to(server(), path).header("X-User", user)));
    }

    @Test
    void theLoginGoesBeforeAChosenNameAndAllItsSessionsAreOnePerson() {
        String path = "/chat/" + fresh("room");
        FeedClient phone = login("ann", path + "?name=Bea");
        assertEquals("ann", phone.first().getJsonObject("you").getString("name"));
        assertEquals("ann", phone.item().getString("name"));
        FeedClient desk = login("ann", path);
        assertEquals("ann", desk.item().getString("name"));
        desk.send("{\"text\":\"from the desk\"}");
        JsonObject said = phone.item();
        assertEquals("ann", said.getString("name"));
        assertEquals("from the desk", said.getString("text"));
        desk.send("{\"name\":\"Bea\"}");
        assertEquals("from the desk", desk.item().getString("text"));
        assertEquals("bad_name", desk.error().getString("code"));
        desk.close();
        phone.send("{\"text\":\"still here\"}");
        assertEquals("still here", phone.item().getString("text"));
        assertEquals("ann", feed(path).item().getString("name"));
    }
}
