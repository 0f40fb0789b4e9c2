package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.Reading;
import dev.echolocate.testkit.Reading.By;
import dev.echolocate.testkit.Response;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever reads, in whatever way, reads the same, and goes on from any cursor. */
class FeedsReadingContract extends FeedsContract {
    static Stream<Arguments> everyWay() {
        return Arrays.stream(Service.values())
                .flatMap(service -> Arrays.stream(By.values()).map(by -> Arguments.of(service, by)));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void everybodyReadsEverythingInOneOrder(Service service, By by) {
        String feed = service.path(fresh("order"));
        Reading reader = reading(by, feed, null);
        publish(service, feed, 1, 20);
        assertEquals(range(1, 20), numbers(service, reader, 20));
        assertEquals(0, reader.resets());
        assertEquals(0, reader.lost());
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void whoBeganInOneWayGoesOnInAnyOther(Service service, By by) {
        String feed = service.path(fresh("resume"));
        Reading first = reading(by, feed, null);
        publish(service, feed, 1, 5);
        assertEquals(range(1, 5), numbers(service, first, 5));
        first.close();
        publish(service, feed, 6, 10);
        for (By next : By.values()) {
            Reading second = reading(next, feed, first.cursor());
            assertEquals(range(6, 10), numbers(service, second, 5), next.toString());
            assertEquals(0, second.waitingItems());
            assertEquals(0, second.resets());
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void aCursorOfAnotherLifeIsToldToStartAgain(Service service, By by) {
        String feed = service.path(fresh("reset"));
        publish(service, feed, 1, 3);
        int before = 3;
        for (String foreign : List.of("nonsense", "AAAAAAAA.7.0", "a~b", "~")) {
            Reading reader = reading(by, feed, foreign);
            JsonObject frame = reader.take();
            assertTrue(frame.getBoolean("reset", false), foreign + ": " + frame);
            int expected = service == Service.BROADCAST ? 0 : before;
            long counted = frame.getJsonArray("items").stream()
                    .filter(item -> service.counts(item.asJsonObject()))
                    .count();
            assertEquals(expected, counted, foreign);
            before++;
            publish(service, feed, before, before);
            assertEquals(before, numbers(service, reader, expected + 1).get(expected), foreign);
            assertEquals(1, reader.resets());
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void whoPollsBeforeAnybodyIsThereMissesNothing(Service service, By by) {
        String feed = service.path(fresh("nobody"));
        Response nobody = Http.get(server(), "/feeds/" + feed);
        assertEquals(0, nobody.json().getJsonArray("items").size());
        String cursor = nobody.json().getString("cursor");
        assertTrue(cursor.matches("[A-Za-z0-9_.~-]{1,128}"), cursor);
        JsonObject again =
                Http.get(server(), "/feeds/" + feed + "?since=" + cursor).json();
        assertEquals(cursor, again.getString("cursor"), "there is still nobody");
        assertEquals(0, again.getJsonArray("items").size());
        publish(service, feed, 1, 2);
        Reading reader = reading(by, feed, cursor);
        assertEquals(range(1, 2), numbers(service, reader, 2));
        publish(service, feed, 3, 3);
        assertEquals(3, number(service, reader));
        assertEquals(0, reader.resets());
        assertEquals(0, reader.lost());
    }

    @ParameterizedTest
    @EnumSource(value = By.class, names = "POLL", mode = EnumSource.Mode.EXCLUDE)
    void whoWaitsBeforeAnybodyIsThereHearsTheFirst(By by) {
        for (Service service : Service.values()) {
            String feed = service.path(fresh("first"));
            String cursor = Http.get(server(), "/feeds/" + feed).json().getString("cursor");
            Reading reader = reading(by, feed, cursor);
            publish(service, feed, 1, 1);
            assertEquals(1, number(service, reader));
            assertEquals(0, reader.resets());
        }
    }

    @Test
    void aCursorOfSomethingThatIsGoneIsToldToStartAgain() {
        for (Service service : Service.values()) {
            String feed = service.path(fresh("gone"));
            JsonObject frame = Http.get(server(), "/feeds/" + feed + "?since=AAAAAAAAAAAA.7")
                    .json();
            assertTrue(frame.getBoolean("reset", false), frame.toString());
            publish(service, feed, 1, 1);
            JsonObject next = Http.get(server(), "/feeds/" + feed + "?since=" + frame.getString("cursor"))
                    .json();
            assertFalse(next.containsKey("reset"), next.toString());
            assertTrue(next.getJsonArray("items").size() > 0, next.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(By.class)
    void whatIsNoLongerHeldIsCounted(By by) {
        int large = 60_000;
        int many = 100;
        String feed = Service.BROADCAST.path(fresh("gap"));
        Reading before = reading(By.POLL, feed, null);
        publish(Service.BROADCAST, feed, 1, 3);
        for (int i = 0; i < many; i++) {
            assertEquals(
                    200,
                    Http.post(server(), "/feeds/" + feed, "{\"text\":\"" + "x".repeat(large) + "\"}")
                            .status());
        }
        Reading behind = reading(by, feed, before.cursor());
        int items = 0;
        while (items + behind.lost() < many + 3) {
            behind.take();
            items += behind.waitingItems();
            while (behind.waitingItems() > 0) {
                assertEquals(large, behind.item().getString("text").length());
            }
        }
        assertTrue(behind.lost() >= 3, "lost " + behind.lost());
        assertEquals(many + 3, items + behind.lost());
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void eachRoomIsItsOwn(Service service) {
        String here = service.path(fresh("here"));
        String there = service.path(fresh("there"));
        Reading reader = reading(By.SSE, here, null);
        publish(service, there, 1, 3);
        publish(service, here, 7, 7);
        assertEquals(7, number(service, reader));
    }
}
