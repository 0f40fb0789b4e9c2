package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Where;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /chat[/{room}]}: who is here, and what they say. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class ChatContract extends ContractTest {
    private static final String EMOJI = "\uD83D\uDE00";

    @Override
    protected Map<String, String> settings() {
        return Map.of("chat.grace", "2s");
    }

    private static String room() {
        return "/chat/" + fresh("room");
    }

    private static String as(String name) {
        return "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /** Where somebody comes back to. */
    private static String again(FeedClient client, String path, String name) {
        return path + as(name) + "&since=" + client.cursor() + "&secret=" + client.secret();
    }

    private static String text(String text) {
        return Json.createObjectBuilder().add("text", text).build().toString();
    }

    private static JsonObject joins(FeedClient client, String name) {
        JsonObject item = client.item();
        assertEquals(name, item.getString("name"));
        assertTrue(item.containsKey("joined"), item::toString);
        return item;
    }

    private static void leaves(FeedClient client, String name) {
        JsonObject item = client.item();
        assertEquals(name, item.getString("name"));
        assertTrue(item.getBoolean("left"), item::toString);
    }

    private static JsonObject says(FeedClient client, String name, String text) {
        JsonObject item = client.item();
        assertEquals(name, item.getString("name"));
        assertEquals(text, item.getString("text"), item::toString);
        return item;
    }

    private static String said(JsonObject item) {
        return item.getString("name") + ": " + item.getString("text");
    }

    /** Messages only, whoever comes and goes meanwhile. */
    private static List<String> messages(FeedClient client, int count) {
        List<String> messages = new ArrayList<>();
        while (messages.size() < count) {
            JsonObject item = client.item();
            if (item.containsKey("text")) {
                messages.add(said(item));
            }
        }
        return messages;
    }

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
    void theFirstFrameSaysWhoOneIsAndWhoIsHere() {
        String path = room();
        FeedClient reader = feed(path);
        assertFalse(reader.first().getJsonObject("you").containsKey("name"));
        assertTrue(reader.secret().length() >= 16);
        assertEquals(0, reader.first().getJsonArray("items").size());
        FeedClient ann = feed(path + as(" Ren\u00e9 "));
        assertEquals("Ren\u00e9", ann.first().getJsonObject("you").getString("name"));
        assertNotEquals(reader.secret(), ann.secret());
        joins(ann, "Ren\u00e9");
        joins(reader, "Ren\u00e9");
        FeedClient again = feed(path + "?secret=" + reader.secret());
        assertEquals(reader.secret(), again.secret());
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
    void readingIsFreeAndSayingNeedsAName() {
        String path = room();
        FeedClient reader = feed(path);
        reader.send("{\"text\":\"hi\",\"ref\":\"r-1\"}");
        JsonObject error = reader.error();
        assertEquals("name_needed", error.getString("code"));
        assertEquals("r-1", error.getString("ref"));
        reader.send("{\"here\":true}");
        assertEquals("name_needed", reader.error().getString("code"));
        reader.send("{\"name\":\"Ann\"}");
        reader.send(text("hi"));
        joins(reader, "Ann");
        says(reader, "Ann", "hi");
    }

    @Test
    void whoComesLateIsToldWhoIsHereAndTheLastHundredMessages() {
        String path = room();
        FeedClient ann = feed(path + as("Ann"));
        joins(ann, "Ann");
        for (int i = 0; i < 120; i++) {
            ann.send(text("m" + i));
        }
        messages(ann, 120);
        FeedClient late = feed(path);
        joins(late, "Ann");
        for (int i = 20; i < 120; i++) {
            says(late, "Ann", "m" + i);
        }
        assertEquals(0, late.lost());
        assertEquals(0, late.resets());
        Client plain = plain(path);
        assertTrue(plain.next().object().containsKey("joined"));
        assertEquals("m20", plain.next().object().getString("text"));
    }

    @Test
    void whoResumesGetsWhatCameMeanwhileWithoutLossOrRepeats() {
        String path = room();
        FeedClient ann = feed(path + as("Ann"));
        FeedClient away = feed(path + as("Bob"));
        joins(away, "Ann");
        joins(away, "Bob");
        for (int i = 0; i < 5; i++) {
            ann.send(text("before " + i));
            says(away, "Ann", "before " + i);
        }
        away.client().reset();
        for (int i = 0; i < 150; i++) {
            ann.send(text("m" + i));
        }
        feed(path + as("Eve"));
        messages(ann, 155);
        FeedClient back = feed(again(away, path, "Bob"));
        Set<String> people = new HashSet<>();
        List<String> messages = new ArrayList<>();
        while (messages.size() < 150 || people.isEmpty()) {
            JsonObject item = back.item();
            if (item.containsKey("text")) {
                messages.add(said(item));
            } else {
                assertTrue(people.add(item.getString("name")), item::toString);
            }
        }
        assertEquals(Set.of("Eve"), people);
        for (int i = 0; i < 150; i++) {
            assertEquals("Ann: m" + i, messages.get(i));
        }
        ann.send(text("after"));
        says(back, "Ann", "after");
        assertEquals(0, back.lost());
        assertEquals(0, back.resets());
    }

    @Test
    void eachCursorOnTheWayGoesOnBetweenPeopleAndMessages() {
        String path = room();
        FeedClient watcher = feed(path);
        FeedClient ann = feed(path + as("Ann"));
        List<JsonObject> frames = new ArrayList<>(List.of(watcher.first()));
        watch(watcher, frames, 1);
        for (int i = 1; i <= 4; i++) {
            ann.send(text("m" + i));
            watch(watcher, frames, 3 * i - 1);
            ann.send("{\"name\":\"Ann " + i + "\"}");
            watch(watcher, frames, 3 * i + 1);
        }
        List<FeedClient> readers = new ArrayList<>();
        frames.forEach(frame -> readers.add(feed(path + "?since=" + frame.getString("cursor"))));
        ann.send(text("end"));
        for (int i = 0; i < frames.size(); i++) {
            List<String> rest = new ArrayList<>();
            for (JsonObject item : items(frames.subList(i + 1, frames.size()))) {
                if (item.containsKey("text")) {
                    rest.add(said(item));
                }
            }
            rest.add("Ann 4: end");
            assertEquals(rest, messages(readers.get(i), rest.size()));
            assertEquals(0, readers.get(i).resets());
        }
    }

    private static void watch(FeedClient watcher, List<JsonObject> frames, int items) {
        while (items(frames).size() < items) {
            frames.add(watcher.take());
        }
    }

    private static List<JsonObject> items(List<JsonObject> frames) {
        return frames.stream()
                .flatMap(frame -> frame.getJsonArray("items").stream())
                .map(JsonValue::asJsonObject)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "~", "a.1~b.1", "P", "M", "P~M~M", "P~", "M~P", "P~b.1", "b.1~M"})
    void aForeignCursorIsOneResetWithEverything(String since) {
        String path = room();
        FeedClient ann = feed(path + as("Ann"));
        ann.send(text("hi"));
        joins(ann, "Ann");
        says(ann, "Ann", "hi");
        String[] parts = ann.cursor().split("~");
        FeedClient back = feed(path + "?since=" + since.replace("P", parts[0]).replace("M", parts[1]));
        assertTrue(back.first().getBoolean("reset"), back.first()::toString);
        assertEquals(2, back.first().getJsonArray("items").size());
        joins(back, "Ann");
        says(back, "Ann", "hi");
        ann.send(text("more"));
        says(back, "Ann", "more");
        assertEquals(1, back.resets());
    }

    @Test
    void aNameIsTakenWhileItsHolderLivesAndTheOtherOnlyListens() {
        String path = room();
        FeedClient ann = feed(path + as("Ann"));
        joins(ann, "Ann");
        Client thief =
                closeAfter(Client.over(Handshake.to(server(), path + as("ANN")).protocols("feed.v1")));
        Set<String> told = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            JsonObject frame = thief.next().object();
            JsonObject error = frame.getJsonObject("error");
            told.add(error == null ? "items" : error.getString("code"));
            assertFalse(error == null && frame.getJsonObject("you").containsKey("name"), frame::toString);
        }
        assertEquals(Set.of("items", "name_taken"), told);
        thief.send("{\"text\":\"I am Ann\",\"ref\":\"r\"}");
        JsonObject refused = thief.next().object().getJsonObject("error");
        assertEquals("name_taken", refused.getString("code"));
        assertEquals("r", refused.getString("ref"));
        ann.send(text("no"));
        assertEquals(
                "no",
                thief.next().object().getJsonArray("items").getJsonObject(0).getString("text"));
        says(ann, "Ann", "no");
        thief.send("{\"name\":\"Bob\"}");
        joins(ann, "Bob");
    }

    @On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY})
    @Test
    void aSecretTakesOverAtOnceAndTheOldSessionRemovesNobody() {
        String path = room();
        FeedClient watcher = feed(path);
        FeedClient old = feed(path + as("Ann"));
        joins(watcher, "Ann");
        FeedClient other = feed(path + as("Bob"));
        joins(watcher, "Bob");
        FeedClient back = feed(again(old, path, "Ann"));
        back.send(text("back"));
        says(watcher, "Ann", "back");
        old.client().reset();
        other.client().reset();
        leaves(watcher, "Bob");
        back.send(text("still here"));
        says(watcher, "Ann", "still here");
        assertEquals(0, watcher.waitingItems());
    }

    @On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY})
    @Test
    void aReconnectWithinTheGraceTimeIsNoLeaveAndNoJoin() {
        String path = room();
        FeedClient watcher = feed(path);
        FeedClient ann = feed(path + as("Ann"));
        joins(watcher, "Ann");
        ann.close();
        FeedClient claim = feed(path);
        claim.send("{\"name\":\"Ann\"}");
        assertEquals("name_taken", claim.error().getString("code"), "it is reserved");
        FeedClient back = feed(again(ann, path, "Ann"));
        back.send(text("back"));
        says(watcher, "Ann", "back");
        back.close();
        leaves(watcher, "Ann");
        claim.send("{\"name\":\"Ann\"}");
        joins(watcher, "Ann");
    }

    @Test
    void renamingIsTold() {
        String path = room();
        FeedClient ann = feed(path + as("Ann"));
        FeedClient bob = feed(path + as("Bob"));
        joins(bob, "Ann");
        joins(bob, "Bob");
        ann.send("{\"name\":\"Bea\"}");
        ann.send(text("hi"));
        Set<String> told = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            JsonObject item = bob.item();
            told.add(item.containsKey("text") ? said(item) : item.getString("name") + item.containsKey("left"));
        }
        assertEquals(Set.of("Beafalse", "Anntrue", "Bea: hi"), told);
        ann.send("{\"name\":\"bob\"}");
        joins(ann, "Ann");
        joins(ann, "Bob");
        assertEquals("name_taken", ann.error().getString("code"));
        ann.send(text("still me"));
        says(bob, "Bea", "still me");
    }

    @On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY})
    @Test
    void whoVanishesLeavesAfterTheGraceTimeAndWhoSaysSoAtOnce() {
        String path = room();
        FeedClient watcher = feed(path);
        FeedClient ann = feed(path + as("Ann"));
        joins(watcher, "Ann");
        ann.send("{\"left\":true}");
        leaves(watcher, "Ann");
        ann.send(text("gone"));
        joins(ann, "Ann");
        // A reply goes before what waits.
        assertEquals("name_needed", ann.error().getString("code"));
        leaves(ann, "Ann");
        FeedClient bob = feed(path + as("Bob"));
        joins(watcher, "Bob");
        bob.client().reset();
        leaves(watcher, "Bob");
    }

    /** It has the name and its connection, and answers nothing: the claim has it pinged, and its silence ends it. */
    @Test
    void aClaimEndsAHolderThatDoesNotAnswer() {
        String path = room();
        closeAfter(handshake(path + as("Ann")).connect());
        FeedClient claim = feed(path);
        joins(claim, "Ann");
        Deadline.await("the name is free", () -> {
            claim.send("{\"name\":\"Ann\"}");
            JsonObject frame = claim.client().next().object();
            return !frame.containsKey("error") && frame.toString().contains("joined");
        });
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u202eb", "a\u2066b", "\u200fa", "a\nb", "a\u0000", "a\u200bb", "a\u2028b"})
    void anOddNameIsRefused(String name) {
        assertEquals(1008, plain(room() + as(name)).closed().closeCode());
    }

    @Test
    void aNameHasUpToThirtyTwoCharactersInAnyScript() {
        String path = room();
        for (String name : List.of(EMOJI.repeat(32), "\u4f60".repeat(32), "x".repeat(32), "\u0639\u0644\u064a")) {
            assertEquals(
                    name, feed(path + as(name)).first().getJsonObject("you").getString("name"));
        }
        assertEquals(1008, plain(path + as(EMOJI.repeat(33))).closed().closeCode());
        assertEquals(1008, plain(path + as("Zoe") + "&secret=short").closed().closeCode());
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
    void aHeartbeatIsToldToNobody() {
        String path = room();
        FeedClient ann = feed(path + as("Ann"));
        joins(ann, "Ann");
        ann.send("{\"here\":true}");
        ann.send("{\"name\":\"Ann\"}");
        ann.send(text("hi"));
        says(ann, "Ann", "hi");
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

    private static String error(Client client) {
        JsonObject error = client.next().object().getJsonObject("error");
        return error == null ? "" : error.getString("code");
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
