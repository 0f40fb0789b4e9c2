package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What is told in a room, and to whom. */
class TrackerPositionsContract extends TrackerContract {
    @Test
    void aPositionGoesToEverybodyTheSenderToo() {
        String path = room();
        Client one = plain(path);
        Client two = plain(path);
        one.send("[\"a\", 47.5, -8.25]");
        same("[\"a\",47.5,-8.25]", one.next().array());
        same("[\"a\",47.5,-8.25]", two.next().array());
        two.send("[5,-90,180]");
        same("[5,-90,180]", one.next().array());
        same("[5,-90,180]", two.next().array());
        one.send("[\"a\",90,-180]");
        same("[\"a\",90,-180]", two.next().array());
    }

    @Test
    void roomsAreSeparate() {
        Client here = plain(room());
        Client there = plain(room());
        here.send("[1,1,1]");
        same("[1,1,1]", here.next().array());
        there.send("[2,2,2]");
        same("[2,2,2]", there.next().array());
    }

    @Test
    void bothDialectsSeeEachOther() {
        String path = room();
        Client plain = plain(path);
        FeedClient feed = feed(path);
        long before = System.currentTimeMillis();
        feed.send("{\"id\":\"me\",\"name\":\"M\u00eb\",\"lat\":1.5,\"lon\":2.5,\"accuracy\":5,\"altitude\":-10.5,"
                + "\"heading\":359.5,\"speed\":0}");
        same("[\"me\",1.5,2.5]", plain.next().array());
        JsonObject item = feed.item();
        assertEquals("me", item.getString("id"));
        assertEquals("M\u00eb", item.getString("name"));
        assertEquals(1.5, number(item.get("lat")));
        assertEquals(2.5, number(item.get("lon")));
        assertEquals(5, number(item.get("accuracy")));
        assertEquals(-10.5, number(item.get("altitude")));
        assertEquals(359.5, number(item.get("heading")));
        assertEquals(0, number(item.get("speed")));
        assertTrue(number(item.get("at")) >= before - 1000, item::toString);
        assertTrue(number(item.get("joined")) >= before - 1000, item::toString);
        plain.send("[7,3,4]");
        JsonObject other = feed.item();
        assertEquals("7", other.get("id").toString().replace("\"", ""));
        assertEquals(3, number(other.get("lat")));
        assertFalse(other.containsKey("accuracy"));
    }

    @Test
    void onlyTheNewestPositionMatters() {
        String path = room();
        Client mover = plain(path);
        Client watcher = plain(path);
        Frame[] frames = new Frame[1000];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = Frame.text("[1," + i * 0.09 + ",0]");
        }
        mover.send(frames);
        double last = -1;
        int received = 0;
        while (last < 999 * 0.09) {
            double next = number(watcher.next().array().get(1));
            assertTrue(next > last, "went back");
            last = next;
            received++;
        }
        assertTrue(received <= frames.length);
    }
}
