package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets something wrong in a room as one is told, and nobody else. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class RoomRefusalsContract extends ContractTest {
    private static void refused(FeedClient client, String message, String code, String of) {
        client.send(message);
        JsonObject error = client.error();
        assertEquals(code, error.getString("code"), message);
        assertEquals(of, error.getString("of", null), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "not json; bad_json;",
                "[\"a\",1,2]; bad_message;",
                "{\"text\":\"hi\"}; bad_of;",
                "{\"of\":\"places\",\"lat\":1,\"lon\":2}; bad_of;",
                "{\"of\":5}; bad_of;",
                "{\"of\":\"people\",\"text\":\"hi\"}; bad_of; people",
                "{\"of\":\"chat\",\"name\":\"Ann\"}; bad_of; chat",
                "{\"of\":\"chat\",\"text\":5}; bad_text; chat",
                "{\"of\":\"chat\",\"text\":\"hi\"}; name_needed; chat",
                "{\"of\":\"map\",\"id\":\"a\",\"lat\":91,\"lon\":2}; bad_lat; map",
                "{\"of\":\"place\",\"lat\":\"1\",\"lon\":2}; bad_lat; place",
                "{\"of\":\"place\",\"lat\":1}; bad_lon; place",
                "{\"of\":\"place\",\"lat\":1,\"lon\":-180.1}; bad_lon; place",
                "{\"of\":\"place\",\"lat\":1,\"lon\":2,\"name\":\"\"}; bad_name; place",
                "{\"of\":\"place\",\"lat\":1,\"lon\":2,\"by\":5}; bad_by; place",
                "{\"of\":\"place\",\"left\":false}; bad_left; place",
                "{\"of\":\"map\",\"positions\":[\"a\",1,2]}; bad_message; map",
                "{\"of\":\"map\",\"positions\":[{\"id\":\"a\",\"lat\":1,\"lon\":2}]}; bad_at; map"
            })
    void itIsSaidWhoseItIs(String message, String code, String of) {
        FeedClient client = feed("/room/" + fresh("room"));
        refused(client, message, code, of);
        client.send("{\"of\":\"map\",\"id\":\"a\",\"lat\":1,\"lon\":2}");
        assertEquals("a", client.item().getString("id"), "and it goes on");
    }

    @Test
    void aRefComesBack() {
        FeedClient client = feed("/room/" + fresh("room"));
        client.send("{\"of\":\"people\",\"text\":\"hi\",\"ref\":\"r\"}");
        assertEquals("r", client.error().getString("ref"));
    }

    @Test
    void namesAndIdsAreTheirOwners() {
        String room = "/room/" + fresh("room");
        FeedClient ann = feed(room + "?name=Ann");
        ann.send("{\"of\":\"map\",\"id\":\"a\",\"lat\":1,\"lon\":2}");
        JsonObject item = ann.item();
        while (!item.containsKey("id")) {
            item = ann.item();
        }
        FeedClient other = feed(room);
        refused(other, "{\"of\":\"people\",\"name\":\"ANN\"}", "name_taken", "people");
        refused(other, "{\"of\":\"map\",\"id\":\"a\",\"lat\":3,\"lon\":4}", "id_taken", "map");
    }

    @Test
    void onlyFeedV1IsSpoken() {
        String path = "/room/" + fresh("room");
        for (Client client : new Client[] {
            plain(path), closeAfter(Client.over(handshake(path).protocols("other.v1")))
        }) {
            Frame close = client.closed();
            assertEquals(1008, close.closeCode());
            assertTrue(close.closeReason().contains("feed.v1"), close.closeReason());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/room/a%20b", "/room/x?secret=short", "/room/x?name=%20"})
    void aBadNameOrParameterIsClosedWith1008(String path) {
        Client client = closeAfter(Client.over(handshake(path).protocols(FeedClient.PROTOCOL)));
        assertEquals(1008, client.closed().closeCode());
    }

    @Test
    void theNameOfTheRoomIsNotLeftOut() {
        assertEquals(404, closeAfter(handshake("/room").open()).response().status());
        assertEquals(404, Http.get(server(), "/feeds/room").status());
        assertEquals(404, Http.get(server(), "/feeds/room/a%20b").status());
        assertEquals(426, Http.get(server(), "/room/x").status());
    }

    @Test
    void tooBigIs1009() {
        FeedClient client = feed("/room/" + fresh("room"));
        client.send("{\"of\":\"chat\",\"text\":\"" + "x".repeat(40_000) + "\"}");
        assertEquals(1009, client.client().closed().closeCode());
    }

    @Test
    void whoIsWrongTwentyTimesInARowIsEnded() {
        FeedClient client = feed("/room/" + fresh("room"));
        for (int i = 0; i < 20; i++) {
            client.send(i % 2 == 0 ? "{}" : "{\"of\":\"chat\",\"text\":\"x\"}");
            client.error();
        }
        assertEquals(1008, client.client().closed().closeCode());
    }
}
