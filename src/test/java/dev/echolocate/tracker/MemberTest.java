package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.Words;
import dev.echolocate.feed.Limits;
import dev.echolocate.feed.LocalEngine;
import dev.echolocate.feed.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemberTest {
    private static final String SECRET = "0123456789abcdef";

    private final LocalEngine engine = new LocalEngine(Limits.of(1 << 20, 10, Duration.ZERO, 10, false), () -> 0);

    private Member member(String secret) {
        return new Member(
                "r",
                engine.board("r", Address.UNKNOWN).toCompletableFuture().join(),
                Address.UNKNOWN,
                Secret.of(secret),
                Duration.ofSeconds(1),
                () -> {});
    }

    @Test
    void aSecretGivesTheSameIdAndProofOnEveryNode() {
        Member one = member(SECRET);
        Member again = member(SECRET);
        assertEquals(one.freshId(), again.freshId());
        assertEquals(one.owner().proof(), again.owner().proof());
        assertNotEquals(one.owner().lease(), again.owner().lease(), "one a session");
        assertNotEquals(one.freshId(), member(SECRET + "0").freshId());
    }

    @Test
    void neitherIdNorProofTellsTheSecretOrEachOther() {
        Member member = member(SECRET);
        assertFalse(member.owner().toString().contains(SECRET));
        assertFalse(member.owner().proof().startsWith(member.freshId()));
        assertFalse(member.toString().contains(SECRET));
        assertTrue(Words.plain(member.freshId(), 11));
    }
}
