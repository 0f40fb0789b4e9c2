package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Words;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.LocalEngine;
import dev.echolocate.feed.Owner;
import dev.echolocate.feed.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemberTest {
    private static final String SECRET = "0123456789abcdef";

    private final LocalEngine engine = new LocalEngine(FeedLimits.of(1 << 20, 10, Duration.ZERO, 10, false), () -> 0);
    private final Tracker tracker =
            new Tracker(engine, () -> 0, Duration.ofSeconds(1), Duration.ofSeconds(1), new Budget(1));

    private Member member(String secret) {
        return tracker.join(
                tracker.room("r", Address.UNKNOWN).toCompletableFuture().join(),
                Address.UNKNOWN,
                secret,
                true,
                () -> {});
    }

    private static Owner owner(String secret) {
        return Secret.of(secret).session(Address.UNKNOWN);
    }

    @Test
    void aSecretGivesTheSameIdAndProofOnEveryNode() {
        assertEquals(member(SECRET).freshId(), member(SECRET).freshId());
        assertEquals(owner(SECRET).proof(), owner(SECRET).proof());
        assertNotEquals(owner(SECRET).lease(), owner(SECRET).lease(), "one a session");
        assertNotEquals(member(SECRET).freshId(), member(SECRET + "0").freshId());
    }

    @Test
    void neitherIdNorProofTellsTheSecretOrEachOther() {
        Member member = member(SECRET);
        assertFalse(owner(SECRET).toString().contains(SECRET));
        assertFalse(owner(SECRET).proof().startsWith(member.freshId()));
        assertFalse(member.toString().contains(SECRET));
        assertTrue(Words.plain(member.freshId(), 11));
    }
}
