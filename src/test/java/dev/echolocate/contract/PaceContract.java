package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.EventStream;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonObject;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** {@code ?pace=}: who wishes it is told of positions seldom, and of everything else at once. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class PaceContract extends ContractTest {
    private static String position(int lat) {
        return "{\"of\":\"map\",\"id\":\"ann\",\"lat\":" + lat + ",\"lon\":0}";
    }

    @Test
    void positionsAreToldSeldomAndMessagesAtOnce() {
        String room = fresh("pace");
        FeedClient seldom = feed("/room/" + room + "?pace=10000");
        seldomOfPositions(room, () -> seldom.item().toString());
    }

    @Test
    void soDoesAStream() {
        String room = fresh("pace");
        EventStream stream = closeAfter(EventStream.open(server(), "/feeds/room/" + room + "?pace=10000"));
        stream.next();
        seldomOfPositions(room, () -> String.valueOf(stream.next().data()));
    }

    /** @param told what a reader of the room is told next */
    private void seldomOfPositions(String room, Supplier<String> told) {
        FeedClient ann = feed("/room/" + room + "?name=Ann");
        ann.send(position(1));
        until(ann, 1);
        // The first change after a quiet interval is told at once.
        String first;
        do {
            first = told.get();
        } while (!first.contains("\"lat\":1"));
        ann.send(position(2));
        until(ann, 2);
        ann.send("{\"of\":\"chat\",\"text\":\"hi\"}");
        String next;
        do {
            next = told.get();
            assertFalse(next.contains("\"lat\":2"), next);
        } while (!next.contains("\"hi\""));
    }

    private static void until(FeedClient client, int lat) {
        JsonObject item = client.item();
        while (!"map".equals(item.getString("of")) || item.getInt("lat") != lat) {
            item = client.item();
        }
    }

    @Test
    void whatIsNoPaceIsRefused() {
        assertEquals(
                1008, plain("/tracker/" + fresh("pace") + "?pace=99").closed().closeCode());
        assertEquals(
                1008,
                plain("/tracker/" + fresh("pace") + "?pace=often").closed().closeCode());
        Response answer = Http.get(server(), "/feeds/tracker/" + fresh("pace") + "?pace=10001");
        assertEquals(400, answer.status());
        assertEquals("bad_query", answer.json().getString("code"));
    }
}
