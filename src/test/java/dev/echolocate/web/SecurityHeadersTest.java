package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SecurityHeadersTest {
    private static final Map<String, String> TABLE = SecurityHeaders.table();

    @Test
    void eachIsOneLine() {
        TABLE.forEach((name, value) -> assertTrue((name + value).chars().allMatch(c -> c >= 0x20 && c < 0x7F), name));
    }

    @Test
    void thePolicyAllowsNothingInlineNothingForeignAndNoFrames() {
        Map<String, String> policy = Arrays.stream(
                        TABLE.get("Content-Security-Policy").split(";"))
                .map(String::strip)
                .map(directive -> directive.split(" ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        assertEquals("'none'", policy.get("default-src"));
        for (String directive : List.of("script-src", "style-src", "connect-src")) {
            assertEquals("'self'", policy.get(directive), directive);
        }
        for (String directive : List.of("frame-ancestors", "base-uri", "form-action")) {
            assertEquals("'none'", policy.get(directive), directive);
        }
        assertFalse(policy.toString().contains("unsafe"), policy::toString);
        assertFalse(policy.toString().contains("*"), policy::toString);
    }

    @Test
    void onlyOurPagesAskForThePosition() {
        assertTrue(TABLE.get("Permissions-Policy").contains("geolocation=(self)"));
        assertEquals("nosniff", TABLE.get("X-Content-Type-Options"));
    }

    @Test
    void changingACopyChangesNothing() {
        SecurityHeaders.table().clear();
        assertEquals(TABLE, SecurityHeaders.table());
    }
}
