package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Where;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code /tracker[/{room}]}: who is where, to everybody in the room. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class TrackerContract extends ContractTest {
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

    @Override
    protected Map<String, String> settings() {
        return Map.of("tracker.grace", "3s");
    }

    private static String room() {
        return "/tracker/" + fresh("room");
    }

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
    void aBadRoomIsRefusedWithAReason() {
        Frame close = plain("/tracker/a%20b").closed();
        assertEquals(1008, close.closeCode());
        assertFalse(close.closeReason().isEmpty());
    }

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

    private static JsonObject error(Client client) {
        while (true) {
            JsonValue value = client.next().json();
            if (value instanceof JsonObject object) {
                return object.getJsonObject("error");
            }
        }
    }

    private static String item(String id, int lat, int lon) {
        return Json.createObjectBuilder()
                .add("id", id)
                .add("lat", lat)
                .add("lon", lon)
                .build()
                .toString();
    }

    private static double number(JsonValue value) {
        return ((JsonNumber) value).doubleValue();
    }

    private static void same(String expected, JsonArray actual) {
        try (JsonReader reader = Json.createReader(new StringReader(expected))) {
            JsonArray wanted = reader.readArray();
            assertEquals(wanted.get(0) instanceof JsonString, actual.get(0) instanceof JsonString, actual::toString);
            assertEquals(wanted.get(0).toString(), actual.get(0).toString());
            assertEquals(number(wanted.get(1)), number(actual.get(1)), actual::toString);
            assertEquals(number(wanted.get(2)), number(actual.get(2)), actual::toString);
            assertEquals(3, actual.size());
        }
    }
}
