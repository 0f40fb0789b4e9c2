package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.FeedClient;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said in a room, and to whom. */
class ChatMessagesContract extends ChatContract {
    @Test
    void twoPeopleTalkInOneOrder() {
        String path = room();
        long before = System.currentTimeMillis();
        FeedClient ann = feed(path + as("Ann"));
        joins(ann, "Ann");
        FeedClient bob = feed(path + as("Bob"));
        joins(bob, "Ann");
        joins(bob, "Bob");
        joins(ann, "Bob");
        for (int i = 0; i < 200; i++) {
            ann.send(text("a" + i));
            bob.send(text("b" + i));
        }
        List<String> one = messages(ann, 400);
        assertEquals(one, messages(bob, 400));
        for (String who : List.of("Ann: a", "Bob: b")) {
            List<String> own = one.stream().filter(m -> m.startsWith(who)).toList();
            for (int i = 0; i < 200; i++) {
                assertEquals(who + i, own.get(i));
            }
        }
        ann.send("{\"text\":\"last\",\"ref\":\"r-1\"}");
        JsonObject last = says(bob, "Ann", "last");
        long at = last.getJsonNumber("at").longValue();
        assertTrue(at >= before - 1000 && at <= System.currentTimeMillis() + 1000, last::toString);
        assertEquals("r-1", says(ann, "Ann", "last").getString("ref"), "so its sender knows that it is sequenced");
    }

    @Test
    void roomsAreSeparateAndThereIsOneWithoutAName() {
        String path = room();
        feed(path + as("Ann"));
        FeedClient other = feed(room() + as("Ann"));
        joins(other, "Ann");
        FeedClient nameless = feed("/chat" + as("Ann"));
        while (!nameless.item().getString("name").equals("Ann")) {}
        nameless.send(text("hi"));
        assertEquals(1008, plain("/chat/a%20b").closed().closeCode());
    }

    @Test
    void whatLooksLikeMarkupIsText() {
        String path = room();
        String markup = "</script><img src=x onerror=\"alert(1)\">\u202e\u2028&amp;";
        FeedClient ann = feed(path + as("<b>Ann</b>"));
        joins(ann, "<b>Ann</b>");
        ann.send(text(markup));
        says(ann, "<b>Ann</b>", markup);
        ann.send(text("one\r\ntwo\tthree"));
        says(ann, "<b>Ann</b>", "one\ntwo\tthree");
    }

    @Test
    void inThePlainDialectAMessageIsItsText() {
        String path = room();
        Client ann = plain(path + as("Ann"));
        assertTrue(ann.next().object().containsKey("joined"));
        FeedClient feed = feed(path + as("Bob"));
        JsonObject bob = ann.next().object();
        assertEquals("Bob", bob.getString("name"));
        joins(feed, "Ann");
        joins(feed, "Bob");
        ann.send("{\"text\":\"as it is\"}");
        JsonObject said = ann.next().object();
        assertEquals(Set.of("name", "text", "at"), said.keySet());
        assertEquals("{\"text\":\"as it is\"}", said.getString("text"));
        says(feed, "Ann", "{\"text\":\"as it is\"}");
        ann.send("");
        assertEquals("bad_text", error(ann));
        feed.send("{\"left\":true}");
        JsonObject left = ann.next().object();
        assertEquals("Bob", left.getString("name"));
        assertEquals(JsonValue.TRUE, left.get("left"));
        Client reader = plain(path);
        reader.next();
        reader.next();
        reader.send("hi");
        assertEquals("name_needed", error(reader));
        ann.close();
        leaves(feed, "Bob");
        leaves(feed, "Ann");
        assertEquals(1008, plain(path + "?since=x").closed().closeCode());
    }

    @Test
    void manyReadersOfALivelyRoomAllGetAll() {
        String path = room();
        FeedClient ann = feed(path + as("Ann"));
        List<FeedClient> readers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            readers.add(feed(path));
        }
        for (int i = 0; i < 100; i++) {
            ann.send(text("m" + i));
            if (i % 10 == 0) {
                ann.send("{\"name\":\"Ann" + i + "\"}");
            }
        }
        List<String> all = messages(ann, 100);
        readers.forEach(reader -> assertEquals(all, messages(reader, 100)));
    }
}
