package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.feed.Limits;
import dev.echolocate.feed.LocalEngine;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberTest {
    private static final String SECRET = "0123456789abcdef";

    private final LocalEngine engine = new LocalEngine(Limits.of(1 << 20, 10, Duration.ZERO, 10), () -> 0);

    private Member member(String secret) {
        return new Member("r", engine.board("r").toCompletableFuture().join(), secret, Duration.ofSeconds(1), () -> {});
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

    @Test
    void whatTheServerGivesIsASecret() {
        String secret = Member.random();
        assertTrue(Tracker.validSecret(secret), secret);
        assertNotEquals(secret, Member.random());
    }

    @Test
    void secretsHave16To128Characters() {
        assertFalse(Tracker.validSecret("x".repeat(15)));
        assertTrue(Tracker.validSecret("x".repeat(16)));
        assertTrue(Tracker.validSecret("x".repeat(128)));
        assertFalse(Tracker.validSecret("x".repeat(129)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcde ", "0123456789abcde\n", "0123456789abcde=", "0123456789abcde\u00e9"})
    void oddSecretsAreNone(String secret) {
        assertFalse(Tracker.validSecret(secret));
    }
}
