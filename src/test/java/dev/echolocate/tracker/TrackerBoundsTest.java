package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.LocalEngine;
import dev.echolocate.feed.Outcome;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How many there may be. */
class TrackerBoundsTest extends TrackerFixture {
    @Test
    void aSessionMayUseAThousandIds() throws Exception {
        Member ann = member(null);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Outcome.DONE, say(ann, "[" + i + ",1,2]"));
        }
        assertEquals(
                "too_many_ids",
                assertThrows(BadMessageException.class, () -> say(ann, "[1000,1,2]"))
                        .code());
        assertEquals(Outcome.DONE, say(ann, "[999,3,4]"), "those it has still move");
        say(ann, "[0,null,null]");
        assertEquals(Outcome.DONE, say(ann, "[1000,1,2]"));
    }

    @Test
    void claimsThatFailDoNotCount() throws Exception {
        Member ann = member(null);
        Member bob = member(null);
        for (int i = 0; i < 1_000; i++) {
            say(ann, "[" + i + ",1,2]");
        }
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Outcome.NOT_OWNER, say(bob, "[" + i + ",1,2]"));
        }
        assertEquals(Outcome.DONE, say(bob, "[\"b\",1,2]"));
    }

    @Test
    void nothingIsHeldOnceAllAreGone() throws Exception {
        long before = engine.held();
        for (int i = 0; i < 50; i++) {
            Member member = i % 2 == 0 ? plain() : member(null);
            say(member, "[" + i + ",1,2]");
            tracker.gone(member);
        }
        pass(GRACE);
        pass(Duration.ofSeconds(61));
        assertEquals(before, engine.held());
    }

    private static Address address(int n) {
        return Objects.requireNonNull(Address.parse("192.0.2." + n));
    }

    @Test
    void whoInventsIdsIsRefusedMoreAndKeepsNobodyOut() throws Exception {
        LocalEngine small = new LocalEngine(FeedLimits.of(1 << 24, 100, Duration.ZERO, 100, true), () -> now);
        Tracker crowded = new Tracker(small, () -> now, LIFE, GRACE, new Budget(1 << 20));
        Outcome outcome = Outcome.DONE;
        for (int i = 0; i < 150; i++) {
            outcome = post(crowded, address(1), "[\"a" + i + "\",1,2]");
        }
        assertEquals(Outcome.KEYS_OVER_SHARE, outcome);
        Member session = crowded.join(
                crowded.room("r", address(2)).toCompletableFuture().join(), address(2), null, true, () -> {});
        assertEquals(
                Outcome.DONE,
                crowded.report(
                                session,
                                Objects.requireNonNull(
                                        crowded.decode("[\"b\",1,2]").position()))
                        .toCompletableFuture()
                        .join());
        for (int i = 1; i < 25; i++) {
            assertEquals(Outcome.DONE, post(crowded, address(2), "[\"b" + i + "\",1,2]"));
        }
    }

    private static Outcome post(Tracker tracker, Address address, String text) throws BadMessageException {
        Member visitor =
                tracker.visit(tracker.room("r", address).toCompletableFuture().join(), address, null);
        Position position = Objects.requireNonNull(tracker.decode(text).position());
        Outcome outcome =
                tracker.report(visitor, position).toCompletableFuture().join();
        tracker.gone(visitor);
        return outcome;
    }
}
