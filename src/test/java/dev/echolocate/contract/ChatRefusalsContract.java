package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.FeedClient;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wrong in a room is an error to its sender alone. */
class ChatRefusalsContract extends ChatContract {
    @Test
    void refusedMessagesAreErrorsToTheirSenderAloneWithTheirRef() {
        String path = room();
        FeedClient ann = feed(path + as("Ann"));
        joins(ann, "Ann");
        FeedClient bob = feed(path);
        joins(bob, "Ann");
        Map<String, String> bad = Map.of(
                "{\"ref\":\"r\",\"text\":\"\"}",
                "bad_text",
                "{\"ref\":\"r\",\"text\":5}",
                "bad_text",
                "{\"ref\":\"r\",\"text\":\"a\\u0000b\"}",
                "bad_text",
                "{\"ref\":\"r\",\"text\":\"" + "x".repeat(2_001) + "\"}",
                "too_long",
                "{\"ref\":\"r\",\"name\":\"\"}",
                "bad_name",
                "{\"ref\":\"r\",\"name\":\"a\\u202eb\"}",
                "bad_name",
                "{\"ref\":\"r\"}",
                "bad_message");
        bad.forEach((message, code) -> {
            ann.send(message);
            JsonObject error = ann.error();
            assertEquals(code, error.getString("code"), message);
            assertEquals("r", error.getString("ref"), message);
            assertFalse(error.getString("message").isEmpty());
        });
        ann.send("not json");
        assertFalse(ann.error().containsKey("ref"));
        ann.client().send(new byte[] {1, 2, 3});
        assertEquals("bad_message", ann.error().getString("code"));
        ann.send(text("good"));
        says(bob, "Ann", "good");
        says(ann, "Ann", "good");
    }

    @Test
    void twoThousandCharactersAreTakenWhateverTheyAre() {
        FeedClient ann = feed(room() + as("Ann"));
        joins(ann, "Ann");
        for (String one : List.of("x", EMOJI, "\u4f60", "\n", "\"")) {
            ann.send(text(one.repeat(2_000)));
            says(ann, "Ann", one.repeat(2_000));
            ann.send(text(one.repeat(2_001)));
            assertEquals("too_long", ann.error().getString("code"));
        }
        ann.send("{\"text\":\"" + "\\ud83d\\ude00".repeat(2_000) + "\"}");
        says(ann, "Ann", EMOJI.repeat(2_000));
        Client plain = plain(room() + as("Bob"));
        plain.next();
        plain.send(EMOJI.repeat(2_000));
        assertEquals(EMOJI.repeat(2_000), plain.next().object().getString("text"));
        plain.send(EMOJI.repeat(2_001));
        assertEquals("too_long", error(plain));
    }

    @Test
    void tooBigIs1009() {
        Client ann = plain(room() + as("Ann"));
        ann.next();
        ann.send("x".repeat(40_000));
        assertEquals(1009, ann.closed().closeCode());
    }

    @Test
    void whoSpeaksWithoutANameTwentyTimesInARowIsEnded() {
        FeedClient reader = feed(room());
        for (int i = 0; i < 20; i++) {
            reader.send("{\"text\":\"x\"}");
        }
        for (int i = 0; i < 20; i++) {
            assertEquals("name_needed", reader.error().getString("code"));
        }
        assertEquals(1008, reader.client().closed().closeCode());
        Client simple = plain(room());
        for (int i = 0; i < 20; i++) {
            simple.send("x");
        }
        for (int i = 0; i < 20; i++) {
            assertEquals("name_needed", error(simple));
        }
        assertEquals(1008, simple.closed().closeCode());
    }

    @Test
    void whoIsRightInBetweenIsNotEnded() {
        FeedClient reader = feed(room());
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 19; i++) {
                reader.send("{\"text\":\"x\"}");
                assertEquals("name_needed", reader.error().getString("code"));
            }
            reader.send("{\"name\":\"Ann\"}");
            reader.send("{\"left\":true}");
        }
        reader.send("{\"text\":5}");
        assertEquals("bad_text", reader.error().getString("code"));
    }
}
