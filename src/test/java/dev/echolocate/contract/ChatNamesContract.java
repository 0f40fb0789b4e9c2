package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is here, as whom, and for how long. */
class ChatNamesContract extends ChatContract {
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
    void aHeartbeatIsToldToNobody() {
        String path = room();
        FeedClient ann = feed(path + as("Ann"));
        joins(ann, "Ann");
        ann.send("{\"here\":true}");
        ann.send("{\"name\":\"Ann\"}");
        ann.send(text("hi"));
        says(ann, "Ann", "hi");
    }
}
