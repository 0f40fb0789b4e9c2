package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in a channel is an error to its sender alone. */
class BroadcastRefusalsContract extends BroadcastContract {
    private static final int LARGEST = 64 * 1024;
    private static final int BAD_IN_A_ROW = 20;

    @ParameterizedTest
    @ValueSource(strings = {"bad%20name", "%C3%A9", "a.b", "a%2Bb", "-long-"})
    void aBadNameIsRefusedWithAReason(String name) {
        String path = "/broadcast/" + name.replace("-long-", "x".repeat(65));
        Frame close = plain(path).closed();
        assertEquals(1008, close.closeCode());
        assertFalse(close.closeReason().isEmpty());
    }

    @Test
    void aNameMayBe64Long() {
        Client client = plain("/broadcast/" + "aZ09_-xy".repeat(8));
        client.send("fits");
        assertEquals("fits", client.next().text());
    }

    @Test
    void badInputIsAnErrorToItsSenderAlone() {
        String path = channel();
        FeedClient sender = feed(path);
        FeedClient other = feed(path);
        Client plain = plain(path);
        int good = 0;
        for (String bad : List.of(
                "{",
                "",
                "[]",
                "5",
                "null",
                "\"text\"",
                "{}",
                "{\"text\":5}",
                "{\"text\":null}",
                "{\"binary\":\"%%%\"}",
                "{\"binary\":7}",
                "{\"text\":\"a\",\"binary\":\"YQ==\"}",
                "{\"text\":\"a\"}x",
                "[".repeat(5000),
                "{\"text\":\"" + "\\u00")) {
            sender.send(bad);
            JsonObject error = sender.error();
            assertFalse(error.getString("code").isEmpty(), bad);
            assertFalse(error.getString("message").isEmpty(), bad);
            sender.sendText("good " + good);
            assertEquals("good " + good, sender.text());
            assertEquals("good " + good, other.text());
            assertEquals("good " + good, plain.next().text());
            good++;
        }
    }

    @Test
    void halfACharacterHurtsNobody() {
        String path = channel();
        FeedClient sender = feed(path);
        Client plain = plain(path);
        sender.send("{\"text\":\"a\\ud800b\"}");
        sender.sendText("after");
        String heard = plain.next().text();
        if (!heard.equals("after")) {
            assertEquals("a\ufffdb", heard);
            assertEquals("after", plain.next().text());
        }
    }

    @Test
    void twentyBadMessagesInARowEndTheSession() {
        FeedClient client = feed(channel());
        for (int i = 0; i < BAD_IN_A_ROW; i++) {
            client.send("bad");
        }
        Frame close = client.client().closed();
        assertEquals(1008, close.closeCode());
        assertFalse(close.closeReason().isEmpty());
    }

    @Test
    void aGoodMessageForgivesTheBadOnesBefore() {
        FeedClient client = feed(channel());
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < BAD_IN_A_ROW - 1; i++) {
                client.send("bad");
                client.error();
            }
            client.sendText("good");
            assertEquals("good", client.text());
        }
    }

    @Test
    void theLargestMessagePasses() {
        String path = channel();
        Client plain = plain(path);
        FeedClient feed = feed(path);
        String text = "x".repeat(LARGEST);
        plain.send(text);
        assertEquals(text, plain.next().text());
        assertEquals(text, feed.text());
        byte[] bytes = new byte[LARGEST];
        plain.send(bytes);
        assertArrayEquals(bytes, plain.next().binary());
        assertArrayEquals(bytes, feed.binary());
        feed.sendBinary(bytes);
        assertArrayEquals(bytes, plain.next().binary());
        feed.sendText(text);
        assertEquals(text, plain.next().text());
    }

    @Test
    void aByteMoreIsTooBig() {
        Client plain = plain(channel());
        plain.send("x".repeat(LARGEST + 1));
        assertEquals(1009, plain.closed().closeCode());
        Client binary = plain(channel());
        binary.send(new byte[LARGEST + 1]);
        assertEquals(1009, binary.closed().closeCode());
        FeedClient feed = feed(channel());
        String muchTooBig = Json.createObjectBuilder()
                .add("text", "x".repeat(16 * LARGEST))
                .build()
                .toString();
        try {
            feed.send(muchTooBig);
        } catch (UncheckedIOException enough) {
            // It has heard enough before all was sent, and has ended the connection.
        }
        assertEquals(1009, feed.client().closed().closeCode());
    }

    @Test
    void notUtf8Is1007() {
        Client client = plain(channel());
        client.send(Frame.of(Frame.TEXT, new byte[] {'a', (byte) 0xff}));
        assertEquals(1007, client.closed().closeCode());
    }
}
