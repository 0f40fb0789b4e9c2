package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.FeedClient;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who comes late to a room, or comes back. */
class TrackerCursorsContract extends TrackerContract {
    @Test
    void whoComesLateReceivesEverybodyPresent() {
        String path = room();
        Client one = plain(path);
        for (int id = 0; id < 10; id++) {
            one.send("[" + id + "," + id + ",0]");
        }
        Set<String> seen = new HashSet<>();
        while (seen.size() < 10) {
            seen.add(one.next().array().get(0).toString());
        }
        Client late = plain(path);
        Set<String> present = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            JsonArray entry = late.next().array();
            assertEquals(number(entry.get(0)), number(entry.get(1)));
            assertTrue(present.add(entry.get(0).toString()), "twice: " + entry);
        }
        FeedClient feed = feed(path);
        Set<String> items = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            items.add(feed.item().get("id").toString());
        }
        assertEquals(present, items);
    }

    @Test
    void whoResumesGetsWhatChangedAndNothingElse() {
        String path = room();
        FeedClient mover = feed(path);
        FeedClient away = feed(path);
        mover.send(item("still", 1, 1));
        mover.send(item("moving", 1, 1));
        Set<String> seen = new HashSet<>();
        while (seen.size() < 2) {
            seen.add(away.item().getString("id"));
        }
        away.close();
        mover.send(item("moving", 2, 2));
        while (number(mover.item().get("lat")) < 2) {
            assertEquals(0, mover.lost());
        }
        FeedClient back = feed(away.since(path, away.secret()));
        JsonObject moved = back.item();
        assertEquals("moving", moved.getString("id"));
        assertEquals(2, number(moved.get("lat")));
        mover.send(item("still", 3, 3));
        assertEquals("still", back.item().getString("id"));
        assertEquals(0, back.resets());
    }

    @Test
    void aForeignCursorIsAnsweredWithAResetAndEverybody() {
        String path = room();
        Client one = plain(path);
        one.send("[1,1,1]");
        one.next();
        FeedClient back = feed(path + "?since=nonsense");
        assertEquals("1", back.item().get("id").toString());
        assertEquals(1, back.resets());
    }

    @Test
    void aCursorIsNothingForAPlainSession() {
        assertEquals(1008, plain(room() + "?since=x").closed().closeCode());
    }
}
