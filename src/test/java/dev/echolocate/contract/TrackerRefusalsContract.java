package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong in a room is an error to its sender alone. */
class TrackerRefusalsContract extends TrackerContract {
    /** What is wrong as a plain report. */
    private static final List<String> BAD_PLAIN = List.of(
            "",
            "not json",
            "5",
            "null",
            "\"x\"",
            "{}",
            "[]",
            "[1]",
            "[1,0]",
            "[1,91,0]",
            "[1,-90.0001,0]",
            "[1,0,181]",
            "[1,0,-180.0001]",
            "[1,1e999,0]",
            "[1,1e999999999,0]",
            "[1,NaN,0]",
            "[1,\"0\",0]",
            "[1,0,\"0\"]",
            "[1,null,0]",
            "[1,0,null]",
            "[1,true,0]",
            "[1,[0],0]",
            "[\"\",0,0]",
            "[null,0,0]",
            "[true,0,0]",
            "[{},0,0]",
            "[[1],0,0]",
            "[\"" + "x".repeat(1000) + "\",0,0]",
            "[1,0,0",
            "[1,0,0]]",
            "[1,0,0" + ",0".repeat(1000) + "]",
            "[".repeat(2000));

    /** What is wrong as an item, beside a right id. */
    private static final List<String> BAD_FIELDS = List.of(
            "\"lat\":1",
            "\"lon\":1",
            "\"lat\":91,\"lon\":0",
            "\"lat\":0,\"lon\":-181",
            "\"lat\":\"0\",\"lon\":0",
            "\"lat\":null,\"lon\":0",
            "\"lat\":true,\"lon\":0",
            "\"lat\":{},\"lon\":0",
            "\"lat\":1e400,\"lon\":0",
            "\"lat\":0,\"lon\":0,\"accuracy\":-1",
            "\"lat\":0,\"lon\":0,\"accuracy\":\"5\"",
            "\"lat\":0,\"lon\":0,\"altitude\":\"high\"",
            "\"lat\":0,\"lon\":0,\"heading\":-1",
            "\"lat\":0,\"lon\":0,\"heading\":400",
            "\"lat\":0,\"lon\":0,\"speed\":-1",
            "\"lat\":0,\"lon\":0,\"speed\":{}",
            "\"lat\":0,\"lon\":0,\"name\":5",
            "\"lat\":0,\"lon\":0,\"name\":\"" + "x".repeat(1000) + "\"");

    @Test
    void aBadRoomIsRefusedWithAReason() {
        Frame close = plain("/tracker/a%20b").closed();
        assertEquals(1008, close.closeCode());
        assertFalse(close.closeReason().isEmpty());
    }

    @Test
    void badPlainReportsAreErrorsToTheirSenderAlone() {
        String path = room();
        Client sender = plain(path);
        Client other = plain(path);
        FeedClient feed = feed(path);
        int good = 0;
        for (String bad : BAD_PLAIN) {
            sender.send(bad);
            JsonObject error = error(sender);
            assertFalse(error.getString("code").isEmpty(), bad);
            assertFalse(error.getString("message").isEmpty(), bad);
            good = reportAndSee(sender, other, feed, good);
        }
        sender.send(new byte[] {1, 2, 3});
        error(sender);
        reportAndSee(sender, other, feed, good);
    }

    private static int reportAndSee(Client sender, Client other, FeedClient feed, int good) {
        String report = "[\"good\"," + good + ",0.5]";
        sender.send(report);
        same(report, sender.next().array());
        same(report, other.next().array());
        assertEquals(good, number(feed.item().get("lat")));
        return good + 1;
    }

    @Test
    void badItemsAreErrorsToTheirSenderAlone() {
        String path = room();
        FeedClient sender = feed(path);
        Client other = plain(path);
        int good = 1;
        for (String fields : BAD_FIELDS) {
            sender.send("{\"id\":\"me\"," + fields + "}");
            JsonObject error = sender.error();
            assertFalse(error.getString("code").isEmpty(), fields);
            assertFalse(error.getString("message").isEmpty(), fields);
            sender.send(item("me", good, 0));
            assertEquals(good, number(sender.item().get("lat")));
            same("[\"me\"," + good + ",0]", other.next().array());
            good++;
        }
        for (String bad :
                List.of("[1,0,\"0\"]", "{\"id\":{},\"lat\":0,\"lon\":0}", "{\"id\":\"\",\"lat\":0,\"lon\":0}")) {
            sender.send(bad);
            sender.error();
        }
        sender.send(item("me", 89, 0));
        same("[\"me\",89,0]", other.next().array());
    }

    @Test
    void twentyBadReportsInARowEndTheSession() {
        Client client = plain(room());
        for (int i = 0; i < 19; i++) {
            client.send("[1,91,0]");
            error(client);
        }
        client.send("[1,90,0]");
        same("[1,90,0]", client.next().array());
        for (int i = 0; i < 20; i++) {
            client.send("[1,91,0]");
        }
        assertEquals(1008, client.closed().closeCode());
    }

    @Test
    void tooBigIs1009() {
        Client client = plain(room());
        client.send("[1,0," + " ".repeat(32 << 10) + "0]");
        assertEquals(1009, client.closed().closeCode());
    }

    /** The answer to what is wrong and the close cross each other, and the connection does not end without a word. */
    @Test
    void whoSaysSomethingWrongAndClosesIsAnsweredWithAClose() {
        for (int i = 0; i < 50; i++) {
            FeedClient client = feed(room());
            client.client().send(Frame.text("wrong"), Frame.close(1000, "bye"));
            assertEquals(1000, client.client().closed().closeCode());
        }
    }
}
