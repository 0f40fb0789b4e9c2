package dev.echolocate.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.LocalEngine;
import dev.echolocate.feed.Outcome;
import dev.echolocate.place.PlaceProtocol.PlaceMessage;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On the real engine, with a clock in the hand. */
class PlacesTest {
    private static final long START = 1_700_000_000_000L;
    private static final Address ONE = address("192.0.2.1");
    private static final PlaceMessage NOWHERE = new PlaceMessage(null, null);

    private long now = START;
    private final LocalEngine engine =
            new LocalEngine(FeedLimits.of(1 << 20, 100, Duration.ofSeconds(60), 100, false), () -> now);
    private final Budget budget = new Budget(8);
    private final Places places = new Places(engine, () -> now, budget);

    private static Address address(String text) {
        return Objects.requireNonNull(Address.parse(text));
    }

    private static PlaceMessage at(double latitude, double longitude) {
        return new PlaceMessage(new MeetingPoint(latitude, longitude, null), null);
    }

    private Outcome take(String room, Address from, PlaceMessage message, @Nullable String by) {
        return places.take(room, from, message, by).toCompletableFuture().join();
    }

    private Outcome set(String room) {
        return take(room, ONE, at(1, 2), "Ann");
    }

    /** What somebody reads who comes now, and makes nothing. */
    private @Nullable String told(String room) {
        try (Handle<Board> open = places.existing(room).toCompletableFuture().join()) {
            Entry entry = open.feed().get(Places.KEY);
            return entry == null ? null : entry.item().json();
        }
    }

    private void pass(Duration time) {
        now += time.toMillis();
        engine.sweep();
        places.sweep();
        engine.sweep();
    }

    @Test
    void itStaysForTwelveHoursThoughNobodyIsThere() {
        assertEquals(Outcome.DONE, set("r"));
        pass(Duration.ofHours(12).minusMillis(1));
        assertEquals("{\"lat\":1,\"lon\":2,\"at\":" + START + ",\"by\":\"Ann\"}", told("r"));
        pass(Duration.ofMillis(1));
        assertEquals("{\"left\":true}", told("r"), "nobody has removed it");
        assertEquals(0, budget.used());
        pass(Duration.ofSeconds(61));
        assertNull(told("r"));
        assertEquals(0, engine.feeds());
        assertEquals(0, engine.held());
    }

    @Test
    void anotherOneBeginsALifeOfItsOwn() {
        set("r");
        pass(Duration.ofHours(11));
        assertEquals(Outcome.DONE, take("r", address("192.0.2.2"), at(-90, 180), null));
        assertEquals(1, budget.used());
        pass(Duration.ofHours(11));
        assertEquals("{\"lat\":-90,\"lon\":180,\"at\":" + (START + 11 * 3_600_000) + "}", told("r"));
    }

    @Test
    void aClockThatGoesBackKeepsNobodyFromSettingAnother() {
        set("r");
        now -= 60_000;
        assertEquals(Outcome.DONE, take("r", ONE, at(3, 4), null));
        assertEquals("{\"lat\":3,\"lon\":4,\"at\":" + (START - 60_000) + "}", told("r"));
    }

    @Test
    void whoRemovesItIsTold() {
        set("r");
        assertEquals(Outcome.DONE, take("r", ONE, NOWHERE, "Bob"));
        assertEquals("{\"left\":true,\"by\":\"Bob\"}", told("r"));
        assertEquals(0, budget.used());
        assertEquals(Outcome.DONE, take("r", ONE, NOWHERE, "Cy"));
        assertEquals("{\"left\":true,\"by\":\"Bob\"}", told("r"), "there was nothing to remove");
        assertEquals(Outcome.DONE, set("r"));
        assertEquals(1, budget.used());
        pass(Duration.ofMinutes(10));
        assertEquals("{\"lat\":1,\"lon\":2,\"at\":" + START + ",\"by\":\"Ann\"}", told("r"));
    }

    @Test
    void oneAddressCantHaveThemAll() {
        for (int i = 0; i < 5; i++) {
            assertEquals(Outcome.DONE, set("r" + i));
        }
        assertEquals(Outcome.KEYS_OVER_SHARE, set("more"));
        assertEquals(Outcome.DONE, set("r0"), "what is there may be moved");
        assertEquals(Outcome.DONE, take("other", address("192.0.2.2"), at(1, 2), null));
        for (int i = 3; i < 5; i++) {
            assertEquals(Outcome.DONE, take("r" + i + "x", address("192.0.2." + i), at(1, 2), null));
        }
        assertEquals(Outcome.FULL, take("full", address("192.0.2.9"), at(1, 2), null));
        assertNull(told("full"));
        take("r0", address("192.0.2.9"), NOWHERE, null);
        assertEquals(Outcome.DONE, take("full", address("192.0.2.9"), at(1, 2), null));
    }

    @Test
    void whatIsRemovedAndSetAgainIsOneEntry() {
        try (Handle<Board> open = places.room("r", ONE).toCompletableFuture().join()) {
            set("r");
            take("r", ONE, NOWHERE, null);
            take("r", ONE, at(5, 6), null);
            Entry entry = open.feed().get(Places.KEY);
            assertNotNull(entry);
            assertFalse(entry.gone());
            assertEquals(
                    1,
                    open.feed()
                            .read(null, open.feed().head(), 10, 10_000)
                            .entries()
                            .size());
        }
    }
}
