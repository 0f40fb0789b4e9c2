package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.FeedClient;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes late to a room, or comes back. */
class ChatCursorsContract extends ChatContract {
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
}
