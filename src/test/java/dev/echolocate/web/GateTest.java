package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private static final Gate OURS = new Gate(List.of(), true);
    private static final Gate FRIENDS = new Gate(List.of("https://friend.example", "http://second.example:3000"), true);

    @Test
    void aProgramIsLetIn() {
        assertNull(OURS.refusal(false, "a.example", null));
        assertNull(OURS.refusal(true, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "false,http://a.example,a.example",
        "false,http://a.example,a.example:80",
        "false,https://a.example,a.example",
        "false,https://a.example,a.example:443",
        "false,https://a.example:8443,a.example:8443",
        "false,http://A.example,a.EXAMPLE",
        "false,http://[::1]:8080,[::1]:8080",
        "false,http://127.0.0.1:8080,127.0.0.1:8080",
        "true,https://a.example,a.example",
        "true,https://a.example,a.example:443",
    })
    void ourOwnPagesAreLetIn(boolean secure, String origin, String host) {
        assertNull(OURS.refusal(secure, host, origin));
    }

    @ParameterizedTest
    @CsvSource({
        "false,http://b.example,a.example",
        "false,http://a.example:81,a.example",
        "false,http://a.example,a.example:443",
        "false,https://a.example,a.example:80",
        "true,http://a.example,a.example",
        "true,http://a.example:443,a.example:443",
        "false,http://a.example.,a.example",
        "false,http://a.example.b.example,a.example",
        "false,http://a.example@b.example,a.example",
        "false,http://sub.a.example,a.example",
        "false,HTTP://b.example,a.example",
        "false,ws://a.example,a.example",
        "false,file://a.example,a.example",
        "false,//a.example,a.example",
        "false,a.example,a.example",
        "false,null,null",
        "false,http://a.example:99999,a.example:99999",
        "false,http://a.example:-1,a.example",
        "false,http://a example,a.example",
        "false,http://a.example http://b.example,a.example",
    })
    void foreignPagesAreNot(boolean secure, String origin, String host) {
        assertNotNull(OURS.refusal(secure, host, origin));
    }

    @Test
    void withoutAHostThereIsNoSameOrigin() {
        assertNotNull(OURS.refusal(false, null, "http://a.example"));
        assertNotNull(OURS.refusal(false, "", "http://a.example"));
    }

    @Test
    void friendsAreLetInOnExactlyTheirOrigin() {
        assertNull(FRIENDS.refusal(false, "a.example", "https://friend.example"));
        assertNull(FRIENDS.refusal(false, "a.example", "HTTPS://Friend.Example"));
        assertNull(FRIENDS.refusal(true, null, "http://second.example:3000"));
        assertNotNull(FRIENDS.refusal(false, "a.example", "http://friend.example"));
        assertNotNull(FRIENDS.refusal(false, "a.example", "https://friend.example:444"));
        assertNotNull(FRIENDS.refusal(false, "a.example", "https://friend.example/"));
        assertNotNull(FRIENDS.refusal(false, "a.example", "http://second.example"));
        assertNotNull(FRIENDS.refusal(false, "a.example", "https://other.friend.example"));
    }

    @Test
    void aStarLetsAllIn() {
        assertNull(new Gate(List.of("*"), true).refusal(true, null, "null"));
    }

    @Test
    void theRefusalNamesTheSettingOnOneCleanShortLine() {
        String refusal = OURS.refusal(false, "h\r\n<b>\u202e" + "x".repeat(5_000), "o\r\nX: y" + "z".repeat(5_000));
        assertTrue(refusal.contains("ECHOLOCATE_ORIGINS"), refusal);
        assertTrue(refusal.length() < 800, "length " + refusal.length());
        assertEquals(1, refusal.lines().count());
        assertTrue(refusal.chars().allMatch(c -> c >= 0x20 && c < 0x7F), refusal);
    }
}
