package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Json;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.LocalEngine;
import dev.echolocate.feed.Outcome;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A room on the real engine, with a clock in the hand. */
abstract class TrackerFixture {
    static final long START = 1_700_000_000_000L;
    static final Duration LIFE = Duration.ofSeconds(60);
    static final Duration GRACE = Duration.ofSeconds(30);
    static final String SECRET = "0123456789abcdef";

    long now = START;
    int challenges;
    final LocalEngine engine = new LocalEngine(FeedLimits.of(1 << 24, 100, Duration.ZERO, 10_000, false), () -> now);
    final Tracker tracker = new Tracker(engine, () -> now, LIFE, GRACE, new Budget(1 << 20));
    final Board board = room("r").feed();

    Handle<Board> room(String name) {
        return tracker.room(name, Address.UNKNOWN).toCompletableFuture().join();
    }

    void pass(Duration time) {
        now += time.toMillis();
        engine.sweep();
    }

    /** As {@code feed.v1}: its ids stay reserved. */
    Member member(String secret) {
        return tracker.join(room("r"), Address.UNKNOWN, secret, true, () -> challenges++);
    }

    /** As a POST: it comes with one message, and goes. */
    Outcome visit(String secret, String text) throws BadMessageException {
        Member visitor = tracker.visit(room("r"), Address.UNKNOWN, secret);
        Outcome outcome = text.contains("left")
                ? tracker.leave(visitor, tracker.decode(text).id())
                        .toCompletableFuture()
                        .join()
                : say(visitor, text);
        tracker.gone(visitor);
        return outcome;
    }

    Member plain() {
        return tracker.join(room("r"), Address.UNKNOWN, null, false, () -> challenges++);
    }

    Outcome say(Member member, String text) throws BadMessageException {
        TrackerProtocol.TrackerMessage message = tracker.decode(text);
        Position position = message.position();
        CompletionStage<Outcome> outcome =
                position == null ? tracker.leave(member, message.id()) : tracker.report(member, position);
        return outcome.toCompletableFuture().join();
    }

    boolean present(String key) {
        Entry entry = board.get(key);
        return entry != null && !entry.gone();
    }

    JsonObject entry(String key) throws BadMessageException {
        Entry entry = board.get(key);
        assertNotNull(entry, key);
        return Json.object(Json.parse(FeedV1.json(entry).text()), "");
    }
}
