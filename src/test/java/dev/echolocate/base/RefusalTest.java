package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefusalTest {
    /** Nobody wants a ticket for what the operator has set so, or the client has wrong. Who comes too fast, one looks at. */
    @Test
    void theAlertOfTheManualIsOfWhatAnOperatorCanMend() throws Exception {
        Matcher alert = Pattern.compile("echolocate_refused_total\\{reason!~\"([^\"]+)\"")
                .matcher(Files.readString(Path.of("docs", "operating.md")));
        assertTrue(alert.find());
        assertEquals(
                Stream.of(Refusal.values())
                        .filter(refusal -> refusal.cause() != Refusal.Cause.CAP && refusal != Refusal.RATE)
                        .map(refusal -> refusal.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()),
                Set.of(alert.group(1).split("\\|")));
    }
}
