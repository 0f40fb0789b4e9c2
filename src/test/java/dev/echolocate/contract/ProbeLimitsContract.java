package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A probe's session counts like any other. */
class ProbeLimitsContract extends ContractTest {
    @Override
    protected Map<String, String> settings() {
        return Map.of("max-sessions", "4", "limits", "off");
    }

    /** Opens a session where there is room; the one that has just ended may still be counted. */
    private Client sessionWhenThereIsRoom() {
        while (true) {
            Client client = closeAfter(ProbeTalk.CHANNEL.open(server(), "/inspect"));
            Client.Message first = client.nextOrEnd();
            if (first != null) {
                return client;
            }
        }
    }

    /** Reads on to the end of a probe. */
    private static JsonNode over(Client client) {
        JsonNode told;
        do {
            told = ProbeTalk.next(client);
        } while (!told.has("probe"));
        return told.path("probe");
    }

    @Test
    void theServerHasSoManyAtOneTime() {
        Client one = ProbeTalk.opened(sessionWhenThereIsRoom());
        // It has room for four sessions, and each probe is one: so this one's probe is refused, as anybody would be.
        Client two = sessionWhenThereIsRoom();
        Client three = sessionWhenThereIsRoom();
        assertEquals(1013, plain("/echo").closed().closeCode());
        ProbeTalk.open(two);
        assertEquals(
                1013,
                ProbeTalk.frame(two, "received").at("/frames/0/close/code").asInt());
        JsonNode refused = over(two);
        assertEquals(1013, refused.at("/close/code").asInt(), refused::toString);
        // With the session its probe ends, and the probe's own session: then there is room for four again.
        one.close();
        sessionWhenThereIsRoom();
        two.close();
        sessionWhenThereIsRoom();
        sessionWhenThereIsRoom();
        assertEquals(1013, plain("/echo").closed().closeCode());
    }
}
