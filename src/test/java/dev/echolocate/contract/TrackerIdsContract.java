package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.RawClient;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Who is here, as whom, and for how long. */
class TrackerIdsContract extends TrackerContract {
    @Test
    void anIdIsTheSameAsNumberAndAsText() {
        String path = room();
        Client one = plain(path);
        one.send("[5,1,1]");
        same("[5,1,1]", one.next().array());
        one.send("[\"5\",2,2]");
        same("[5,2,2]", one.next().array());
        Client text = plain(path);
        same("[5,2,2]", text.next().array());
        text.send("[\"5\",3,3]");
        assertEquals("id_taken", error(text).getString("code"));
        Client other = plain(room());
        other.send("[\"5\",1,1]");
        same("[\"5\",1,1]", other.next().array());
        other.send("[5,2,2]");
        same("[\"5\",2,2]", other.next().array());
    }

    @Test
    void theFirstFrameSaysWhoOneIs() {
        String path = room();
        FeedClient one = feed(path);
        FeedClient two = feed(path);
        assertNotEquals(one.id(), two.id());
        assertNotEquals(one.secret(), two.secret());
        assertTrue(one.secret().length() >= 16, "a secret that can't be guessed");
        assertEquals(0, one.first().getJsonArray("items").size());
        one.send(item(one.id(), 1, 2));
        assertEquals(one.id(), two.item().getString("id"));
        FeedClient again = feed(path + "?secret=" + one.secret());
        assertEquals(one.id(), again.id());
        assertEquals(one.secret(), again.secret());
    }

    @Test
    void aPlainIdIsFreeOnceItsSessionIsGone() {
        String path = room();
        Client first = plain(path);
        first.send("[1,1,1]");
        same("[1,1,1]", first.next().array());
        Client second = plain(path);
        same("[1,1,1]", second.next().array());
        second.send("[1,2,2]");
        assertEquals("id_taken", error(second).getString("code"));
        first.close();
        Deadline.await("the id is free", () -> {
            second.send("[1,2,2]");
            return second.next().json() instanceof JsonArray;
        });
    }

    @Test
    void leavingIsTold() {
        String path = room();
        FeedClient feed = feed(path);
        Client asked = plain(path + "?leaves=1");
        Client silent = plain(path);
        Client goes = plain(path);
        goes.send("[1,1,1]");
        assertEquals("1", feed.item().get("id").toString());
        same("[1,1,1]", asked.next().array());
        same("[1,1,1]", silent.next().array());
        goes.close();
        JsonObject left = feed.item();
        assertEquals("1", left.get("id").toString());
        assertTrue(left.getBoolean("left"));
        assertFalse(left.containsKey("lat"));
        assertEquals("[1,null,null]", asked.next().text().replace(" ", ""));
        asked.send("[2,2,2]");
        same("[2,2,2]", silent.next().array());
    }

    @Test
    void whoVanishesLeavesToo() {
        String path = room();
        FeedClient feed = feed(path);
        Client goes = plain(path);
        goes.send("[1,1,1]");
        feed.item();
        goes.reset();
        assertTrue(feed.item().getBoolean("left"));
    }

    @Test
    void nobodyMovesSomebodyElse() {
        String path = room();
        FeedClient holder = feed(path);
        FeedClient thief = feed(path);
        Client plainThief = plain(path);
        holder.send(item("mine", 1, 1));
        holder.item();
        thief.item();
        plainThief.next();
        thief.send(item("mine", 2, 2));
        assertEquals("id_taken", thief.error().getString("code"));
        plainThief.send("[\"mine\",2,2]");
        assertEquals("id_taken", error(plainThief).getString("code"));
        holder.send(item("mine", 3, 3));
        assertEquals(3, number(thief.item().get("lat")));
        same("[\"mine\",3,3]", plainThief.next().array());
    }

    @Test
    void anIdStaysReservedForTheGraceTimeAndIsThenTold() {
        String path = room();
        FeedClient watcher = feed(path);
        FeedClient goes = feed(path);
        goes.send(item("mine", 1, 1));
        watcher.item();
        goes.close();
        watcher.send(item("mine", 2, 2));
        assertEquals("id_taken", watcher.error().getString("code"));
        JsonObject left = watcher.item();
        assertEquals("mine", left.getString("id"));
        assertTrue(left.getBoolean("left"));
        watcher.send(item("mine", 3, 3));
        assertEquals(3, number(watcher.item().get("lat")));
    }

    @Test
    void whoComesBackTakesOverAtOnceAndTheOldSessionRemovesNobody() {
        String path = room();
        FeedClient watcher = feed(path);
        FeedClient old = feed(path);
        FeedClient second = feed(path);
        old.send(item("mine", 1, 1));
        watcher.item();
        second.send(item("other", 1, 1));
        watcher.item();
        FeedClient back = feed(old.since(path, old.secret()));
        assertEquals(old.id(), back.id());
        back.send(item("mine", 2, 2));
        assertEquals(2, number(watcher.item().get("lat")));
        old.client().reset();
        second.client().reset();
        JsonObject left = watcher.item();
        assertEquals("other", left.getString("id"));
        assertTrue(left.getBoolean("left"), "its grace ended after that of the old session");
        back.send(item("mine", 3, 3));
        JsonObject moved = watcher.item();
        assertEquals("mine", moved.getString("id"));
        assertEquals(3, number(moved.get("lat")));
        Client late = plain(path);
        same("[\"mine\",3,3]", late.next().array());
    }

    @Test
    void aPlainClientProvesItsIdWithASecretToo() {
        String path = room();
        String secret = "?secret=0123456789abcdef0123456789abcdef";
        RawClient old = closeAfter(handshake(path + secret).connect());
        old.send(Frame.text("[1,1,1]"));
        old.readMessage();
        Client back = plain(path + secret);
        same("[1,1,1]", back.next().array());
        back.send("[1,2,2]");
        same("[1,2,2]", back.next().array());
        Client thief = plain(path + "?secret=fedcba9876543210fedcba9876543210");
        same("[1,2,2]", thief.next().array());
        thief.send("[1,3,3]");
        assertEquals("id_taken", error(thief).getString("code"));
    }
}
